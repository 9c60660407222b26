import type { World } from '../simulation/world';
import { channelsOf } from './channels';
import { renderChannel } from './render';

/** An answer that Slack gives instead of the data. */
export class SlackError extends Error {
  constructor(
    readonly code: string,
    readonly scopes?: { needed: string; provided: string },
  ) {
    super(code);
    this.name = 'SlackError';
  }
}

const USUAL_PAGE = 100;
const LARGEST_PAGE = 1_000;
/** What the playground's token may. */
const SCOPES: Readonly<Record<string, string>> = {
  public_channel: 'channels:read',
};
const NEEDED: Readonly<Record<string, string>> = {
  private_channel: 'groups:read',
  mpim: 'mpim:read',
  im: 'im:read',
};

type Form = Readonly<Record<string, string | undefined>>;

/** A page of the channels that a token may see. */
export function listConversations(world: World, form: Form) {
  checkTypes(form.types ?? 'public_channel');
  const limit = form.limit === undefined ? USUAL_PAGE : Number(form.limit);
  if (!(limit >= 1 && limit <= LARGEST_PAGE))
    throw new SlackError('invalid_limit');
  const listed = channelsOf(world).filter(
    ({ isPrivate, archivedAt }) =>
      !isPrivate &&
      !(form.exclude_archived === 'true' && archivedAt !== undefined),
  );
  const start = form.cursor
    ? listed.findIndex(({ id }) => cursorOf(id) === form.cursor)
    : 0;
  if (start < 0) throw new SlackError('invalid_cursor');
  const next = listed[start + limit];
  return {
    channels: listed.slice(start, start + limit).map(renderChannel),
    response_metadata: { next_cursor: next ? cursorOf(next.id) : '' },
  };
}

function checkTypes(types: string): void {
  for (const type of types.split(',')) {
    if (SCOPES[type]) continue;
    if (!NEEDED[type]) throw new SlackError('invalid_types');
    throw new SlackError('missing_scope', {
      needed: NEEDED[type],
      provided: Object.values(SCOPES).join(','),
    });
  }
}

function cursorOf(id: string): string {
  return Buffer.from(`team:${id}`).toString('base64');
}
