import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  PullRequestsAnswer,
  ResolvedWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { listPullRequests } from '../database/operations/read/listPullRequests';
import type { PageInput } from './EngineeringInsightsService';
import { pageOf } from './facts';
import { listRepositories } from './repositories';
import type { ServiceContext } from './ServiceContext';

/** The pull requests of what an entity reads, without saying of any whether it is the caller's own. */
export async function answerPullRequests(
  question: PageInput & {
    readonly context: ServiceContext;
    readonly credentials: BackstageCredentials;
    readonly entity: StoredEntity;
    readonly window: ResolvedWindow;
  },
): Promise<PullRequestsAnswer> {
  const { context, entity, window } = question;
  const page = pageOf(question);
  const repositories = await listRepositories(question);
  const whole = repositories.filter(({ isWhole }) => isWhole);
  const { items, totalCount, hasMore } = await listPullRequests({
    knex: context.knex,
    filter: {
      scopeIds: whole.map(({ id }) => Number(id)),
      window,
      ownKeys: [],
    },
    page,
  });
  const nextCursor = items.at(-1)?.cursor;
  return {
    entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
    window,
    items: items.map(({ item: { isOwn: _, ...pullRequest } }) => pullRequest),
    totalCount,
    ...(hasMore && nextCursor && { nextCursor }),
    leftOutRepositories: repositories
      .filter(({ isWhole }) => !isWhole)
      .map(({ name }) => name),
  };
}
