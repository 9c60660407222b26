import type { IntakeAnswer } from '@sei-platform/plugin-engineering-insights-common';

/** One answer for all parts of what was sent. */
export function answerOf(parts: readonly IntakeAnswer[]): IntakeAnswer {
  const sum = (count: (part: IntakeAnswer) => number) =>
    parts.reduce((total, part) => total + count(part), 0);
  const counts = new Map<string, number>();
  for (const { reason, count } of parts.flatMap(({ ignored }) => ignored))
    counts.set(reason, (counts.get(reason) ?? 0) + count);
  return {
    written: sum(({ written }) => written),
    unchanged: sum(({ unchanged }) => unchanged),
    ignored: [...counts].map(([reason, count]) => ({ reason, count })),
    invalid: parts
      .flatMap(({ invalid }) => invalid)
      .sort((a, b) => a.index - b.index),
    notes: parts.flatMap(({ notes }) => notes),
  };
}
