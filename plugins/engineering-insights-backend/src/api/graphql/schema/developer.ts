import type { ProductivityAnswer } from '../../../service/developers';
import type { GraphqlContext } from '../GraphqlContext';
import { costing } from '../limits/FieldCost';
import { periodArguments, windowOf } from './arguments';
import { builder } from './builder';
import { connectionCost, factPageOf, pageArguments } from './connection';
import { parseRef } from './entityRef';
import { describe } from './enums';
import { CommitConnection } from './commit';
import { PullRequestConnection } from './pullRequest';
import { DateRange } from './period';
import { DeveloperType, TeamType } from './references';

const ProductivityStatus = builder.enumType('ProductivityStatus', {
  description: 'Whether it is known what a person did.',
  values: describe<ProductivityAnswer['status']>({
    ok: 'It is known, of what was read.',
    noAccount:
      'It is not known: the catalog tells no account of that person at any source.',
  }),
});

function known(answer: ProductivityAnswer) {
  return answer.status === 'ok' ? answer : undefined;
}

const ProductivityType = builder
  .objectRef<ProductivityAnswer>('ProductivityMetrics')
  .implement({
    description:
      'What you did in one period, for you alone. What is not known is null, never 0.',
    fields: t => ({
      period: t.field({
        type: DateRange,
        description: 'In which it is counted.',
        resolve: ({ window }) => window,
      }),
      status: t.expose('status', {
        type: ProductivityStatus,
        description: 'Whether it is known.',
      }),
      commitCount: t.int({
        nullable: true,
        description: 'Commits that you authored.',
        resolve: answer => known(answer)?.commitCount,
      }),
      openedPullRequestCount: t.int({
        nullable: true,
        description: 'Pull requests that you opened.',
        resolve: answer => known(answer)?.openedPullRequestCount,
      }),
      mergedPullRequestCount: t.int({
        nullable: true,
        description: 'Pull requests of yours that were merged.',
        resolve: answer => known(answer)?.mergedPullRequestCount,
      }),
      reviewCount: t.int({
        nullable: true,
        description: 'Reviews that you submitted.',
        resolve: answer => known(answer)?.reviewCount,
      }),
      medianMergeSeconds: t.float({
        nullable: true,
        description:
          'Of those merged: median seconds from opening to merging; null where none was merged.',
        resolve: answer => known(answer)?.medianMergeSeconds,
      }),
    }),
  });

async function firstGroup(
  refs: readonly string[],
  { loaders }: GraphqlContext,
) {
  const groups = await Promise.all(refs.map(ref => loaders.entities.load(ref)));
  return groups.find(group => group?.kind === 'group');
}

const ALONE = 'Of anyone else it is null, with an error that says so.';

DeveloperType.implement({
  description:
    'A User of the catalog, with what the catalog shows of it. What it did is told to itself alone.',
  fields: t => ({
    id: t.id({
      description: 'Its entity ref in lower case: user:default/sam.rivera.',
      resolve: ({ ref }) => ref,
    }),
    name: t.exposeString('name', { description: 'As the catalog shows it.' }),
    email: t.exposeString('email', {
      nullable: true,
      description: 'As the catalog shows it to the caller; none is stored.',
    }),
    githubUsername: t.exposeString('githubUsername', {
      nullable: true,
      description: 'The annotation github.com/user-login of the catalog.',
    }),
    team: t.field({
      type: TeamType,
      nullable: true,
      description: 'The first of the Groups that it is a member of.',
      resolve: ({ groupRefs }, _, context) => firstGroup(groupRefs, context),
    }),
    commits: t.field({
      type: CommitConnection,
      nullable: true,
      description: `Your commits that were authored in the period, newest first. ${ALONE}`,
      args: { ...pageArguments, ...periodArguments },
      extensions: connectionCost(),
      resolve: ({ ref }, asked, { service, credentials, ask }) =>
        factPageOf(asked, page =>
          ask(() =>
            service.listCommits({
              ...page,
              credentials,
              of: { developer: parseRef('id', ref) },
              window: windowOf(asked),
            }),
          ),
        ),
    }),
    pullRequests: t.field({
      type: PullRequestConnection,
      nullable: true,
      description: `Your pull requests that were opened in the period, newest first. ${ALONE}`,
      args: { ...pageArguments, ...periodArguments },
      extensions: connectionCost(),
      resolve: ({ ref }, asked, { service, credentials, ask }) =>
        factPageOf(asked, page =>
          ask(() =>
            service.listPullRequests({
              ...page,
              credentials,
              of: { developer: parseRef('id', ref) },
              window: windowOf(asked),
            }),
          ),
        ),
    }),
    productivity: t.field({
      type: ProductivityType,
      nullable: true,
      description: `What you did in the period. ${ALONE}`,
      args: periodArguments,
      extensions: costing({ weight: 5 }),
      resolve: ({ ref }, asked, { service, credentials, ask }) =>
        ask(() =>
          service.getProductivity({
            credentials,
            developer: parseRef('id', ref),
            window: windowOf(asked),
          }),
        ),
    }),
  }),
});
