/** What GitLab notes itself beside people's comments, in words that it does not translate. */
export type SystemNote =
  | 'approved'
  | 'unapproved'
  | 'changesRequested'
  | 'ready'
  | 'draft';

const TEXTS: readonly (readonly [SystemNote, RegExp])[] = [
  ['approved', /^approved this merge request/],
  ['unapproved', /^unapproved this merge request/],
  ['changesRequested', /^(has )?requested changes/],
  ['ready', /^marked (this merge request )?as \*\*ready\*\*/],
  ['draft', /^marked (this merge request )?as \*\*draft\*\*/],
];

export function systemNoteOf(body: string): SystemNote | undefined {
  return TEXTS.find(([, text]) => text.test(body))?.[0];
}

/** Others name people, branches and titles, and are of no use here. */
export function isKeptSystemNote(body: string): boolean {
  return systemNoteOf(body) !== undefined;
}
