import type { StreamHealth } from '@sei-platform/plugin-engineering-insights-common';
import type {
  RepositoryDetails,
  RepositoryHealth,
} from '../../../service/repositories';
import type { GraphqlContext } from '../GraphqlContext';
import { costing } from '../limits/FieldCost';
import { periodArguments, windowOf } from './arguments';
import { builder } from './builder';
import { connectionCost, factPageOf, pageArguments } from './connection';
import { EntityType } from './entityRef';
import { CommitConnection } from './commit';
import { IssueConnection } from './issue';
import { PullRequestConnection } from './pullRequest';
import { RepositoryType, TeamType } from './references';

const StreamType = builder.objectRef<StreamHealth>('StreamHealth').implement({
  description: 'How far one kind of data of a place was read.',
  fields: t => ({
    name: t.exposeString('stream', { description: 'Of what: pull-requests.' }),
    lastSuccessAt: t.expose('lastSuccessAt', {
      type: 'Instant',
      nullable: true,
      description: 'When it was last read well; null where it was not yet.',
    }),
    coveredFrom: t.expose('coveredFrom', {
      type: 'Instant',
      nullable: true,
      description: 'Everything from then on was read.',
    }),
    coveredTo: t.expose('coveredTo', {
      type: 'Instant',
      nullable: true,
      description: 'Everything before then was read.',
    }),
    isHistoryDone: t.exposeBoolean('isHistoryDone', {
      description: 'The history was read.',
    }),
    isStale: t.exposeBoolean('isStale', {
      description: 'It was not read lately.',
    }),
    problem: t.string({
      nullable: true,
      description: 'Why the last reading failed, with what to do.',
      resolve: ({ lastError }) => lastError?.message,
    }),
  }),
});

/** Streams of a repository, about. */
const STREAMS_SIZE = 8;

const RepositoryHealthType = builder
  .objectRef<RepositoryHealth>('RepositoryHealth')
  .implement({
    description: 'How far a repository was read.',
    fields: t => ({
      lastSyncAt: t.expose('lastSyncAt', {
        type: 'Instant',
        nullable: true,
        description:
          'When anything of it was last read well; null where nothing was, or it is only sent here.',
      }),
      streams: t.field({
        type: [StreamType],
        description: 'By kind of data; none of what is only sent here.',
        extensions: costing({ size: STREAMS_SIZE }),
        resolve: ({ streams }) => [...streams],
      }),
    }),
  });

async function teamsOf(
  { entityRefs }: RepositoryDetails,
  { loaders }: GraphqlContext,
) {
  const owners = await Promise.all(
    entityRefs.map(ref => loaders.owners.load(ref)),
  );
  const refs = [...new Set(owners.flat())];
  const teams = await Promise.all(refs.map(ref => loaders.entities.load(ref)));
  return teams.flatMap(team => team ?? []);
}

RepositoryType.implement({
  description: 'A place at a source that holds commits.',
  fields: t => ({
    id: t.exposeID('id', { description: 'Of this installation.' }),
    name: t.exposeString('name', {
      description: 'As the source calls it: acme/payments.',
    }),
    title: t.exposeString('title', { description: 'As it is shown.' }),
    platform: t.exposeString('platform', {
      description: 'The source: GitHub; `intake` where it is only sent here.',
    }),
    url: t.exposeString('url', {
      nullable: true,
      description: 'Where people see it.',
    }),
    isGone: t.exposeBoolean('isGone', {
      description: 'The source said that it is gone or moved.',
    }),
    entities: t.field({
      type: [EntityType],
      description:
        'The entities that read it, of those that the caller may see.',
      extensions: costing({ size: 3 }),
      resolve: async ({ entityRefs }, _, { loaders }) => {
        const entities = await Promise.all(
          entityRefs.map(ref => loaders.entities.load(ref)),
        );
        return entities.flatMap(entity => entity ?? []);
      },
    }),
    team: t.field({
      type: TeamType,
      nullable: true,
      description:
        'The group that owns what reads it; null where there is none, or several.',
      resolve: async (repository, _, context) => {
        const teams = await teamsOf(repository, context);
        return teams.length === 1 ? teams[0] : undefined;
      },
    }),
    teams: t.field({
      type: [TeamType],
      description: 'The groups that own what reads it.',
      extensions: costing({ size: 3 }),
      resolve: (repository, _, context) => teamsOf(repository, context),
    }),
    commits: t.field({
      type: CommitConnection,
      description:
        'Its commits that were authored in the period, newest first.',
      args: { ...pageArguments, ...periodArguments },
      extensions: connectionCost(),
      resolve: ({ id }, asked, { service, credentials, ask }) =>
        factPageOf(asked, page =>
          ask(() =>
            service.listCommits({
              ...page,
              credentials,
              of: { repositoryId: id },
              window: windowOf(asked),
            }),
          ),
        ),
    }),
    pullRequests: t.field({
      type: PullRequestConnection,
      description:
        'Its pull requests that were opened in the period, newest first.',
      args: { ...pageArguments, ...periodArguments },
      extensions: connectionCost(),
      resolve: ({ id }, asked, { service, credentials, ask }) =>
        factPageOf(asked, page =>
          ask(() =>
            service.listPullRequests({
              ...page,
              credentials,
              of: { repositoryId: id },
              window: windowOf(asked),
            }),
          ),
        ),
    }),
    issues: t.field({
      type: IssueConnection,
      description: 'Its issues that were made in the period, newest first.',
      args: { ...pageArguments, ...periodArguments },
      extensions: connectionCost(),
      resolve: ({ id }, asked, { service, credentials, ask }) =>
        factPageOf(asked, page =>
          ask(() =>
            service.listIssues({
              ...page,
              credentials,
              of: { repositoryId: id },
              window: windowOf(asked),
            }),
          ),
        ),
    }),
    health: t.field({
      type: RepositoryHealthType,
      description: 'How far it was read.',
      extensions: costing({ weight: 3 }),
      resolve: ({ id }, _, { service, credentials, ask }) =>
        ask(() => service.getRepositoryHealth({ credentials, id })),
    }),
  }),
});
