import type { EntitySummary } from './types';

/** An entity of the catalog that metrics are of. */
export interface EntityDetails extends EntitySummary {
  /** spec.type; absent where the catalog says none. */
  readonly type?: string;
  /** spec.lifecycle; absent where the catalog says none. */
  readonly lifecycle?: string;
  readonly tags: readonly string[];
}

/** A page of entities, by title. */
export interface EntitiesAnswer {
  readonly items: readonly EntityDetails[];
  /** All of them, of which this is a page. */
  readonly totalCount: number;
  readonly nextCursor?: string;
}

/** GET /v1/organizations/{kind}/{namespace}/{name} */
export interface OrganizationAnswer {
  readonly organization: EntityDetails;
  /** The domain of the e-mail address that the catalog says it has; absent where it says none. */
  readonly domain?: string;
  /** Groups below it now, of those that the caller may see. */
  readonly teamCount: number;
  /** Components that these own now, of those that the caller may see. */
  readonly serviceCount: number;
}

/** GET /v1/teams/{kind}/{namespace}/{name} */
export interface TeamDetailsAnswer {
  readonly team: EntityDetails;
  /** The group at the top of it, which is itself where none is above it; absent where the caller may not see that. */
  readonly organization?: EntitySummary;
  /** Users that the catalog says are its members, of those that the caller may see. */
  readonly memberCount: number;
  /** Components that it and the groups below it own now, of those that the caller may see. */
  readonly serviceCount: number;
  /** Places at sources that these read, of those that the caller may see. */
  readonly repositoryCount: number;
}

/** A place at a source that holds commits, as the caller may see it. */
export interface RepositoryDetails {
  /** Of this installation. */
  readonly id: string;
  /** As the source calls it: acme/payments. */
  readonly name: string;
  readonly title: string;
  /** GitHub; of what was pushed `intake`. */
  readonly platform: string;
  readonly url?: string;
  /** The source said that it is gone or moved. */
  readonly isGone: boolean;
  /** Entities that read it and that the caller may see. */
  readonly entityRefs: readonly string[];
  /** The caller may see all that read it, and so what it holds. */
  readonly isWhole: boolean;
}

/** A page of repositories, by title. */
export interface RepositoriesAnswer {
  readonly items: readonly RepositoryDetails[];
  /** All of them, of which this is a page. */
  readonly totalCount: number;
  readonly nextCursor?: string;
}
