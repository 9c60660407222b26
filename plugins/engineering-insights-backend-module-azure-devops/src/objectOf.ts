import type { JsonObject, JsonValue } from '@backstage/types';

/** A value that is an object, and nothing of any other. */
export function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : undefined;
}
