import {
  previousWindow,
  type Bucket,
  type Clock,
  type ResolvedWindow,
  type TeamAnswer,
  type TeamSection,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { readSnapshot } from '../database/readSnapshot';
import {
  coverageByService,
  findingsByAge,
  phaseBuckets,
  sprints,
  type Member,
  type Period,
} from '../engine';
import { answerMetrics, refreshKept } from './answerMetrics';
import { chooseSubTeams } from './chooseSubTeams';
import { healthOf } from './readHealth';
import { readServices } from './readServices';
import type { ServiceContext } from './ServiceContext';
import { SECTION_METRICS } from './teamSections';

interface BlockQuestion {
  readonly knex: Knex;
  readonly members: readonly Member[];
  readonly clock: Clock;
  readonly period: Period;
  readonly bucket: Bucket;
}

type Blocks = Pick<
  TeamAnswer,
  'phases' | 'sprints' | 'findingsByAge' | 'coverageByService'
>;

/** What a part of the page shows that is no metric. */
const BLOCKS: Readonly<
  Record<TeamSection, (question: BlockQuestion) => Promise<Blocks>>
> = {
  flow: async question => ({ phases: await phaseBuckets(question) }),
  planning: async question => ({ sprints: await sprints(question) }),
  balance: async () => ({}),
  quality: async question => ({
    findingsByAge: await findingsByAge(question),
    coverageByService: await coverageByService(question),
  }),
};

/** One part of the Team analytics page in one answer. */
export async function answerTeam(question: {
  readonly context: ServiceContext;
  readonly entity: StoredEntity;
  readonly window: ResolvedWindow;
  readonly section: TeamSection;
  readonly isCompared: boolean;
  readonly clock: Clock;
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
      const { measured, ...answered } = await answerMetrics({
        ...question,
        knex,
        isWithSubTeams: isWithSubTeams || !hasSubTeams,
        metrics: SECTION_METRICS[section],
      });
      const members = measured.membersOf(entity.id);
      return {
        ...answered,
        entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
        window,
        ...(isCompared && { previousWindow: previousWindow(window) }),
        section,
        clock,
        hasSubTeams,
        isWithSubTeams,
        services: await readServices({ knex, members }),
        ...(await BLOCKS[section]({
          knex,
          members,
          clock,
          period: measured.period,
          bucket: window.bucket,
        })),
        health: await healthOf({ context, knex, entity, window, measured }),
      };
    },
  );
  if (isToRefresh) {
    await refreshKept(question);
  }
  return answer;
}
