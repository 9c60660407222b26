import type { CommitRow } from '../../../service/facts';
import { builder } from './builder';
import { connectionOf } from './connection';
import { ActorEnum } from './factEnums';
import { OWN, ownDeveloper } from './ownDeveloper';
import { DeveloperType, RepositoryType } from './references';

const CommitType = builder.objectRef<CommitRow>('Commit').implement({
  description: 'One revision in version control.',
  fields: t => ({
    id: t.exposeID('id', { description: 'Of this installation.' }),
    repository: t.field({
      type: RepositoryType,
      nullable: true,
      description: 'In which it is.',
      resolve: ({ repositoryId }, _, { loaders }) =>
        loaders.repositories.load(repositoryId),
    }),
    sha: t.exposeString('sha', { description: 'Its SHA.' }),
    parents: t.stringList({
      description: 'SHAs of its parents, the branch merged into first.',
      resolve: ({ parents }) => [...parents],
    }),
    title: t.exposeString('title', {
      nullable: true,
      description: 'The first line of its message.',
    }),
    authoredAt: t.expose('authoredAt', {
      type: 'Instant',
      description: 'When it was written; a rebase leaves that alone.',
    }),
    committedAt: t.expose('committedAt', {
      type: 'Instant',
      nullable: true,
      description: 'When it got this SHA.',
    }),
    additions: t.exposeInt('additions', {
      nullable: true,
      description: 'Lines added; null where not known.',
    }),
    deletions: t.exposeInt('deletions', {
      nullable: true,
      description: 'Lines deleted; null where not known.',
    }),
    changedFileCount: t.exposeInt('changedFileCount', {
      nullable: true,
      description: 'Files changed; null where not known.',
    }),
    isOnDefaultBranch: t.exposeBoolean('isOnDefaultBranch', {
      nullable: true,
      description: 'It was on the default branch when it was read.',
    }),
    authorKind: t.expose('authorKind', {
      type: ActorEnum,
      description: 'What kind of being wrote it.',
    }),
    author: t.field({
      type: DeveloperType,
      nullable: true,
      description: OWN,
      resolve: (commit, _, context) => ownDeveloper(commit, context),
    }),
    url: t.exposeString('url', {
      nullable: true,
      description: 'Where people see it.',
    }),
  }),
});

export const CommitConnection = connectionOf(CommitType, 'commits');
