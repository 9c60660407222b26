import type { JsonValue } from '@backstage/types';

/** A copy of a payload without the values that a JSON pointer reaches, and how many those were. */
export function withoutPersonal(
  payload: JsonValue,
  pointer: string,
): { payload: JsonValue; removed: number } {
  const copy = structuredClone(payload);
  return { payload: copy, removed: remove(copy, pointer.split('/').slice(1)) };
}

function remove(
  value: JsonValue | undefined,
  [step, ...rest]: readonly string[],
): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (step === '*') {
    return Object.values(value).reduce<number>(
      (sum, child) => sum + remove(child, rest),
      0,
    );
  }
  const container = value as Record<string, JsonValue | undefined>;
  if (rest.length > 0) return remove(container[step], rest);
  if (container[step] === undefined || container[step] === null) return 0;
  delete container[step];
  return 1;
}
