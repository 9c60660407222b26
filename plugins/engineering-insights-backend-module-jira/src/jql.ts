import { DateTime } from 'luxon';

/** Conditions that all hold, and an order: `project = "PAY" and updated >= 1767225600000 order by updated asc`. */
export function jqlOf(options: {
  readonly conditions: readonly string[];
  readonly orderBy: string;
}): string {
  return `${options.conditions.join(' and ')} order by ${options.orderBy}`;
}

/** A name in JQL, whatever characters it has. */
export function quoted(name: string): string {
  return `"${name.replace(/[\\"]/g, '\\$&')}"`;
}

/**
 * A bound of `updated`. Jira reads a date as one of the time zone of the
 * asker's profile, and knows it to the minute; milliseconds since 1970 mean the
 * same everywhere. The bound is widened to the whole minute all the same, as
 * some versions compare no finer.
 */
export function updatedBound(operator: '>=' | '<=', instant: DateTime): string {
  const minute =
    operator === '>='
      ? instant.startOf('minute')
      : instant.startOf('minute').plus({ minutes: 1 });
  return `updated ${operator} ${minute.toMillis()}`;
}
