import type { EntitySummary } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { Member } from '../engine';

/** The services that a roll-up is made of, by their titles. */
export async function readServices(options: {
  readonly knex: Knex;
  readonly members: readonly Member[];
}): Promise<readonly EntitySummary[]> {
  const { knex, members } = options;
  const ids = members.flatMap(({ entityId, isGroup }) =>
    isGroup ? [] : [entityId],
  );
  return knex<EntitySummary>('entities')
    .select('ref', 'kind', 'title')
    .whereIn('id', [...new Set(ids)])
    .orderBy(['title', 'ref']);
}
