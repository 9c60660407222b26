import { createHash, createHmac } from 'node:crypto';
import type {
  VerifyResult,
  WebhookRequest,
} from '@sei-platform/plugin-engineering-insights-node';
import { parseJsonObject } from '../graph/parseJsonObject';
import { isEqualInConstantTime } from './isEqualInConstantTime';

const SCHEME = 'HMAC ';

/** Whether a request says that an outgoing webhook sent it. */
export function isOutgoingWebhook({
  headers,
}: Pick<WebhookRequest, 'headers'>): boolean {
  return headers.authorization?.startsWith(SCHEME) ?? false;
}

/** A message that mentions an outgoing webhook, signed over its raw bytes by the token of one of them. */
export function verifyOutgoingWebhook(
  { body, headers }: WebhookRequest,
  tokens: readonly string[],
): VerifyResult {
  const told = headers.authorization?.slice(SCHEME.length).trim() ?? '';
  const isSigned = tokens
    .map(token =>
      createHmac('sha256', Buffer.from(token, 'base64'))
        .update(body)
        .digest('base64'),
    )
    // Every one is compared, whichever fits.
    .map(expected => isEqualInConstantTime(told, expected))
    .some(Boolean);
  if (!isSigned) {
    return {
      isVerified: false,
      reason: 'the signature of Authorization does not fit the body',
    };
  }
  const { id } = parseJsonObject(body.toString('utf8')) ?? {};
  // The same for each attempt to deliver a message, and its text is in no id.
  const deliveryId = createHash('sha256')
    .update(typeof id === 'string' ? `message ${id} ${told}` : body)
    .digest('hex');
  return { isVerified: true, deliveryId };
}
