import {
  resolveWindow,
  type TeamNowAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { readSnapshot } from '../database/readSnapshot';
import { readMembers } from '../engine';
import {
  agingWork,
  openIncidents,
  redPipelines,
  waitingForReview,
} from '../engine/now';
import { chooseSubTeams } from './chooseSubTeams';
import { readableMembersOf } from './readableMembers';
import type { ServiceContext } from './ServiceContext';

/** As many as a person looks through. */
const LISTED = 50;
/** What is open now was opened then at the earliest, or was merged to compare with. */
const DAYS = 90;

/** What waits at this moment for someone of a team to act, in what the caller may read. */
export async function answerTeamNow(question: {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  readonly entity: StoredEntity;
  readonly isWithSubTeams?: boolean;
}): Promise<TeamNowAnswer> {
  const { context, entity } = question;
  const now = context.now();
  const { hasSubTeams, isWithSubTeams } = await chooseSubTeams({
    knex: context.knex,
    entityId: entity.id,
    asked: question.isWithSubTeams,
  });
  const { members, hiddenServiceCount } = await readableMembersOf({
    ...question,
    members: await readMembers({
      knex: context.knex,
      entityIds: [entity.id],
      periods: [resolveWindow({ question: { days: DAYS }, now })!],
      isWithSubTeams: isWithSubTeams || !hasSubTeams,
    }),
  });
  return readSnapshot(context.knex, async knex => {
    const asked = { knex, members, now, limit: LISTED };
    return {
      entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
      isWithSubTeams,
      hiddenServiceCount,
      tiles: {
        waitingForReview: await waitingForReview(asked),
        agingWork: await agingWork(asked),
        redPipelines: await redPipelines(asked),
        openIncidents: await openIncidents(asked),
      },
    };
  });
}
