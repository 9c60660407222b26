import type { DeveloperDetails } from '../../../service/developers';
import type { EntityDetails } from '../../../service/entities';
import type { RepositoryDetails } from '../../../service/repositories';
import { builder } from './builder';

/** Types that name each other, before they have fields. */
export const TeamType = builder.objectRef<EntityDetails>('Team');
export const OrganizationType =
  builder.objectRef<EntityDetails>('Organization');
export const DeveloperType = builder.objectRef<DeveloperDetails>('Developer');
export const RepositoryType =
  builder.objectRef<RepositoryDetails>('Repository');
