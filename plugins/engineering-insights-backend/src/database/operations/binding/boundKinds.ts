/** The kinds of catalog entities that are read or rolled up, in lower case. */
export const BOUND_KINDS: readonly string[] = [
  'component',
  'system',
  'domain',
  'group',
  'resource',
];
