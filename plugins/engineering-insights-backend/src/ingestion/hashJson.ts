import { createHash } from 'node:crypto';
import type { JsonValue } from '@backstage/types';
import { canonicalText } from '../database/operations/facts/canonicalText';

/** SHA-256 of a JSON value, whatever the order of its members. */
export function hashJson(value: JsonValue): string {
  return createHash('sha256').update(canonicalText(value)).digest('hex');
}
