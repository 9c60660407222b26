import type { ScopeSpec } from '../database/operations/scopes/ensureScopes';

/** owner, system, domain, or the parent of a group. */
export type OwnershipRelation = 'owner' | 'system' | 'domain' | 'parent';

export interface BoundScope extends ScopeSpec {
  /** Globs of a monorepo; absent where the entity reads all of the scope. */
  readonly paths?: readonly string[];
  /** The folder that the entity's source location names in this scope; absent where it lies elsewhere. */
  readonly folder?: string;
}

/** What binding reads of an entity of the catalog. */
export interface CatalogEntity {
  /** In lower case: `component:default/payments`. */
  readonly ref: string;
  readonly kind: string;
  readonly title: string;
  readonly specType?: string;
  readonly lifecycle?: string;
  /** In the order of the alphabet. */
  readonly tags: readonly string[];
  /** The engineering-insights annotations by their name without the prefix. */
  readonly settings: Readonly<Record<string, string>>;
  readonly isIgnored: boolean;
  /** Where people see the file that describes it; absent where the catalog tells no address. */
  readonly location?: string;
  readonly parents: readonly {
    readonly relation: OwnershipRelation;
    readonly ref: string;
  }[];
  readonly scopes: readonly BoundScope[];
}
