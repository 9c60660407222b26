const WAITING = [
  '\\m(a{0,1}wait|block|imped|paus|park|stall|suspend|postpone|pending)',
  '\\m(on hold|hold$|queue|ready|needs |resolved|backlog)',
  '^to (be |do$|review|test|verify|validate|deploy|release|merge)',
  '\\m(done|complete|completed|finished)$',
].join('|');

/**
 * The SQL condition that a status which counts as in progress is one in which
 * work waits: for someone, for something, or for the next step.
 */
export function isWaitingSql(statusColumn: string): string {
  return `coalesce(${statusColumn} ~* '${WAITING}', false)`;
}
