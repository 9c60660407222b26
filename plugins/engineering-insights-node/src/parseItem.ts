import type { JsonValue } from '@backstage/types';
import type { NormalizeResult } from './connector';
import type { z } from 'zod/v4';

/** Checks an item against what a stream uses of it, and turns a valid one into facts. */
export function parseItem<T extends z.ZodType>(
  schema: T,
  item: JsonValue,
  toResult: (value: z.infer<T>) => NormalizeResult,
): NormalizeResult {
  const parsed = schema.safeParse(item);
  if (parsed.success) return toResult(parsed.data);
  const [issue] = parsed.error.issues;
  return {
    result: 'invalid',
    reason: `${issue.path.join('.') || 'item'}: ${issue.message}`,
  };
}
