import type { JsonObject, JsonValue } from '@backstage/types';

/** Some of a record's fields: the rest of what Azure DevOps sends is links, texts and personal data. */
export function pick(value: object, keys: readonly string[]): JsonObject {
  const record = value as Record<string, JsonValue | undefined>;
  return Object.fromEntries(
    keys
      .filter(key => record[key] !== undefined)
      .map(key => [key, record[key]]),
  );
}
