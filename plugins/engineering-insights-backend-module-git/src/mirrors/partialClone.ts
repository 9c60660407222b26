/** Content of files is left out. Only what changes a mirror is told, so that nothing else asks for it. */
export const PARTIAL_CLONE = [
  '-c',
  'remote.origin.promisor=true',
  '-c',
  'remote.origin.partialCloneFilter=blob:none',
];
