import type { JsonObject } from '@backstage/types';
import { isObject } from '../channels/channel';

/** The JSON object that a text is, where it is one. */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
