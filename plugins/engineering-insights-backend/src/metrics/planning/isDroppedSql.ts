const DROPPED = [
  'not[ _-]planned',
  'duplicate',
  'won.{0,1}t',
  'cancel',
  'reject',
  'declined',
  'abandon',
  'obsolete',
  'outdated',
  'invalid',
  'removed',
  'withdrawn',
  'discard',
  'not (a bug|reproducible|needed|doing|an issue)',
  'can(no|.{0,1})t reproduce',
].join('|');

/** The SQL condition that a status in which an issue is closed says that the work was not done. */
export function isDroppedSql(statusColumn: string): string {
  return `coalesce(${statusColumn} ~* '\\m(${DROPPED})', false)`;
}
