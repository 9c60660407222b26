import { createHash } from 'node:crypto';

/** An id as Snyk's are, the same for the same keys. */
export function uuidOf(...keys: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(keys.join('\u0000')).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
