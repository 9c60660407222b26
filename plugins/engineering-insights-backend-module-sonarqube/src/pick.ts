import type { JsonObject } from '@backstage/types';

/** The named members of an object, where it has them. */
export function pick(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap(name =>
      value[name] === undefined ? [] : [[name, value[name]]],
    ),
  );
}
