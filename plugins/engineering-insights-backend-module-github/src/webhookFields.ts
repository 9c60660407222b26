import type { JsonObject, JsonValue } from '@backstage/types';

/** What is used of an account that a webhook names. */
export function accountOf(value: JsonValue | undefined): JsonObject | null {
  const account = objectOf(value);
  return account ? pick(account, ['login', 'type']) : null;
}

/** The named fields, as far as they are there. */
export function pick(value: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.filter(key => value[key] !== undefined).map(key => [key, value[key]]),
  );
}

export function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : undefined;
}
