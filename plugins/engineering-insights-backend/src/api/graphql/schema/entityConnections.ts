import { connectionOf } from './connection';
import { EntityType } from './entityRef';
import { DeveloperType, RepositoryType, TeamType } from './references';

export const EntityConnection = connectionOf(EntityType, 'entities');
export const TeamConnection = connectionOf(TeamType, 'teams');
export const RepositoryConnection = connectionOf(
  RepositoryType,
  'repositories',
);
export const DeveloperConnection = connectionOf(DeveloperType, 'developers');
