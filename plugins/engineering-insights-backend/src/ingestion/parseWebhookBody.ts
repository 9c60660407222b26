import type { JsonObject } from '@backstage/types';
import type { WebhookRequest } from '@sei-platform/plugin-engineering-insights-node';
import { isNestedTooDeep } from './isNestedTooDeep';

/** Reads the body of a webhook: JSON, or a form, which may carry its JSON as `payload`. */
export function parseWebhookBody(
  request: WebhookRequest,
): JsonObject | undefined {
  const text = request.body.toString('utf8');
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.startsWith('application/x-www-form-urlencoded'))
    return parseObject(text);
  const form = Object.fromEntries(new URLSearchParams(text));
  return form.payload ? parseObject(form.payload) : form;
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      !isNestedTooDeep(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}
