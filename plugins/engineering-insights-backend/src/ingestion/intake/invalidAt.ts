import type { IntakeAnswer } from '@sei-platform/plugin-engineering-insights-common';

/** A path and what is wrong there. */
export interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Names what is wrong with an item, below a place. */
export function invalidAt(
  index: number,
  place: readonly PropertyKey[],
  issues: readonly Issue[],
): IntakeAnswer['invalid'] {
  return issues.map(({ path, message }) => ({
    index,
    path: [...place, ...path].join('.'),
    message,
  }));
}
