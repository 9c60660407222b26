import type { JsonValue } from '@backstage/types';
import { resultSchema, sarifItemSchema } from './sarifSchema';

/**
 * Reduces a run to what is read of it: reports quote code, which may hold
 * secrets, and explain each rule at length. What is not as expected stays as it
 * was sent.
 */
export function keepRun(item: JsonValue): JsonValue {
  const parsed = sarifItemSchema.safeParse(item);
  if (!parsed.success) return item;
  const { run, ...rest } = parsed.data;
  const results = run.results?.map(result => {
    const { success, data } = resultSchema.safeParse(result);
    return success ? data : result;
  });
  const kept = { ...rest, run: { ...run, results } };
  return JSON.parse(JSON.stringify(kept));
}
