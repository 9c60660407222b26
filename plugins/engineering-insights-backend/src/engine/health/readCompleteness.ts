import type {
  EntityHealth,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { Member } from '../Member';
import type { Readiness } from '../Readiness';
import { collectionOf } from './collectionOf';
import { readCandidates } from './readCandidates';
import { readFractions } from './readFractions';

/** How complete what is stored of an entity is, in one window. */
export type Completeness = Pick<
  EntityHealth,
  'fractions' | 'deployments' | 'environments' | 'candidates' | 'collection'
>;

/** Fractions, and what stored facts would give under another rule. */
export async function readCompleteness(options: {
  readonly knex: Knex;
  readonly window: MetricWindow;
  /** Components of the entity in the window. */
  readonly members: readonly Member[];
  /** Of them together. */
  readonly readiness: Readiness;
}): Promise<Completeness> {
  const { knex, window, members, readiness } = options;
  const entityIds = [...new Set(members.map(member => member.entityId))];
  const collection = collectionOf(readiness);
  return {
    ...(await readFractions({ knex, members })),
    candidates: await readCandidates({ knex, entityIds, window }),
    ...(collection && { collection }),
  };
}
