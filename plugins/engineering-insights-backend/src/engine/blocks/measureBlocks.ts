import type {
  Bucket,
  Clock,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { changeLeadTime } from '../../metrics';
import { coverageByService } from '../coverageByService';
import { distributionOf } from '../distributionOf';
import { findingsByAge } from '../findingsByAge';
import { readCompleteness } from '../health';
import type { MeasuredPeriod } from '../measurePeriods';
import { phaseBuckets } from '../phaseBuckets';
import { sprints } from '../sprints';
import type { BlockId, Blocks } from './Blocks';

export interface BlockQuestion {
  readonly knex: Knex;
  readonly targetId: number;
  /** Change lead time is among its metrics where the distribution is asked for. */
  readonly measured: MeasuredPeriod;
  readonly bucket: Bucket;
  readonly clock?: Clock;
}

type Measure = {
  readonly [Id in BlockId]: (question: BlockQuestion) => Promise<Blocks[Id]>;
};

const askedOf = ({
  knex,
  targetId,
  measured,
  bucket,
  clock,
}: BlockQuestion) => ({
  knex,
  members: measured.membersOf(targetId),
  period: measured.period,
  bucket,
  clock,
});

const MEASURE: Measure = {
  phases: question => phaseBuckets(askedOf(question)),
  leadTimes: async ({ measured, targetId }) =>
    distributionOf(
      measured.measurementOf(changeLeadTime, targetId),
      changeLeadTime.definition.unit,
    ),
  sprints: question => sprints(askedOf(question)),
  findingsByAge: question => findingsByAge(askedOf(question)),
  coverageByService: question => coverageByService(askedOf(question)),
  completeness: ({ knex, measured, targetId }) =>
    readCompleteness({
      knex,
      window: measured.period,
      members: measured.membersOf(targetId),
      readiness: measured.readinessOf(targetId),
    }),
};

/** Those blocks of one target in one period, one after the other over one connection. */
export async function measureBlocks<Id extends BlockId>(
  question: BlockQuestion,
  ids: readonly Id[],
): Promise<Pick<Blocks, Id>> {
  const blocks: Partial<Blocks> = {};
  const measureInto = async <Each extends BlockId>(id: Each) => {
    blocks[id] = await MEASURE[id](question);
  };
  for (const id of ids) {
    await measureInto(id);
  }
  return blocks as Pick<Blocks, Id>;
}

/** Every block, in the order in which they are kept. */
export const BLOCK_IDS = Object.keys(MEASURE) as readonly BlockId[];
