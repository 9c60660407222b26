import type { Knex } from 'knex';
import { listItemPayloads } from '../../../database/operations/ingestion/listItemPayloads';
import { type Cdevent, cdeventSchema } from './cdeventSchema';
import type { Story } from './Story';

/** All that is still kept of the events of some things, each event once. */
export async function readStories(options: {
  readonly knex: Knex.Transaction;
  readonly scopeId: number;
  readonly keys: readonly string[];
}): Promise<Map<string, Story>> {
  const { knex, scopeId, keys } = options;
  const stored = await listItemPayloads({
    knex,
    scopeId,
    stream: 'cdevents',
    externalIds: keys,
  });
  const stories = new Map<string, Map<string, Cdevent>>();
  for (const { externalId, body } of stored) {
    const { data: event } = cdeventSchema.safeParse(body);
    if (!event) continue;
    const story = stories.get(externalId) ?? new Map<string, Cdevent>();
    story.set(`${event.context.source}#${event.context.id}`, event);
    stories.set(externalId, story);
  }
  return new Map(
    [...stories].map(([key, story]) => [key, [...story.values()].sort(byTime)]),
  );
}

function byTime({ context: a }: Cdevent, { context: b }: Cdevent): number {
  return (
    Date.parse(a.timestamp) - Date.parse(b.timestamp) ||
    a.id.localeCompare(b.id)
  );
}
