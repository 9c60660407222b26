import {
  previousWindow,
  type Clock,
  type ResolvedWindow,
  type Statistic,
  type TeamAnswer,
  type TeamSection,
} from '@sei-platform/plugin-engineering-insights-common';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { readSnapshot } from '../database/readSnapshot';
import type { BlockId, Blocks } from '../engine';
import { answerMetrics, refreshKept } from './answerMetrics';
import { chooseSubTeams } from './chooseSubTeams';
import { healthOf } from './readHealth';
import { readServices } from './readServices';
import type { ServiceContext } from './ServiceContext';
import { SECTION_METRICS } from './teamSections';

/** What each part of the page shows beside metrics. */
const BLOCK_IDS = {
  flow: ['phases'],
  planning: ['sprints'],
  balance: [],
  quality: ['findingsByAge', 'coverageByService'],
} as const satisfies Readonly<Record<TeamSection, readonly BlockId[]>>;

type ShownBlockId = (typeof BLOCK_IDS)[TeamSection][number];

function blocksOf(
  section: TeamSection,
  blocks: Pick<Blocks, ShownBlockId>,
): Partial<Pick<Blocks, ShownBlockId>> {
  return Object.fromEntries(BLOCK_IDS[section].map(id => [id, blocks[id]]));
}

/** One part of the Team analytics page in one answer. */
export async function answerTeam(question: {
  readonly context: ServiceContext;
  readonly entity: StoredEntity;
  readonly window: ResolvedWindow;
  readonly section: TeamSection;
  readonly isCompared: boolean;
  readonly clock: Clock;
  readonly statistic?: Statistic;
  /** Absent: where the group owns nothing itself. */
  readonly isWithSubTeams?: boolean;
}): Promise<TeamAnswer> {
  const { context, entity, window, section, isCompared, clock } = question;
  const { isToRefresh, ...answer } = await readSnapshot(
    context.knex,
    async knex => {
      const { hasSubTeams, isWithSubTeams } = await chooseSubTeams({
        knex,
        entityId: entity.id,
        asked: question.isWithSubTeams,
      });
      const { parts, ...answered } = await answerMetrics({
        ...question,
        knex,
        isWithSubTeams: isWithSubTeams || !hasSubTeams,
        metrics: SECTION_METRICS[section],
        blockIds: [...BLOCK_IDS[section], 'completeness'] as const,
      });
      return {
        ...answered,
        entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
        window,
        ...(isCompared && { previousWindow: previousWindow(window) }),
        section,
        clock,
        hasSubTeams,
        isWithSubTeams,
        services: await readServices({ knex, members: parts.members }),
        ...blocksOf(section, parts.blocks),
        health: await healthOf({ context, knex, entity, parts }),
      };
    },
  );
  if (isToRefresh) {
    await refreshKept(question);
  }
  return answer;
}
