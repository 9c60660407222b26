import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares two texts, neither their bytes nor their lengths told by the time it takes. */
export function isEqualInConstantTime(left: string, right: string): boolean {
  const [leftHash, rightHash] = [left, right].map(each =>
    createHash('sha256').update(each).digest(),
  );
  return timingSafeEqual(leftHash, rightHash);
}
