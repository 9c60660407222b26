import type { Knex } from 'knex';
import { readCurrentBlocks } from '../database/operations/values/readCurrentBlocks';
import {
  BLOCKS_VERSION,
  createPeriod,
  measurePeriods,
  readMembers,
  type Blocks,
  type Member,
  type Readiness,
} from '../engine';
import { isKept, type KeptQuestion } from './isKept';

/** What a tab shows beside metrics, and of what it is made. */
export interface TabParts<TBlocks> {
  readonly blocks: TBlocks;
  readonly members: readonly Member[];
  readonly isRollUp: boolean;
  readonly readReadiness: () => Promise<Readiness>;
}

/** The blocks of a roll-up as they are kept; undefined where the question is for something that is not. */
export async function readKeptBlocks(
  question: KeptQuestion & { readonly knex: Knex },
): Promise<TabParts<Blocks> | undefined> {
  const { knex, entity, window } = question;
  if (!isKept(question)) {
    return undefined;
  }
  const blocks = await readCurrentBlocks<Blocks>({
    knex,
    window,
    entityId: entity.id,
    version: BLOCKS_VERSION,
  });
  if (!blocks) {
    return undefined;
  }
  const now = question.context.now();
  const period = createPeriod({ window, now });
  const entityIds = [entity.id];
  return {
    blocks,
    members: await readMembers({ knex, entityIds, periods: [period] }),
    isRollUp: true,
    readReadiness: async () => {
      const asked = { knex, now, metrics: [], entityIds };
      const [measured] = await measurePeriods(asked, [period]);
      return measured.readinessOf(entity.id);
    },
  };
}
