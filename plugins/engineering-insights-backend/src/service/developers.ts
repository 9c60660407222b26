import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type Entity,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  engineeringInsightsPeopleReadPermission,
  type ResolvedWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';
import { listActedScopes } from '../database/operations/people/listActedScopes';
import {
  type ProductivityRow,
  readProductivity,
} from '../database/operations/people/readProductivity';
import type { EntityName } from './authorise';
import { callerRefOf, requireOwnAccounts } from './ownAccounts';
import { listVisibleScopes } from './repositories';
import type { ServiceContext } from './ServiceContext';

/** A User of the catalog, as the catalog shows it to the caller. */
export interface DeveloperDetails {
  readonly ref: string;
  readonly name: string;
  /** Absent also with the privacy mode `none`. */
  readonly email?: string;
  readonly githubUsername?: string;
  /** The groups that the catalog says it is a member of. */
  readonly groupRefs: readonly string[];
}

/** What a person did in a window, for that person alone. */
export type ProductivityAnswer = { readonly window: ResolvedWindow } & (
  | ({ readonly status: 'ok' } & ProductivityRow)
  /** The catalog tells no account of that person. */
  | { readonly status: 'noAccount' }
);

interface Asking {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
}

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'spec.profile',
  'relations',
];
const LOGIN_ANNOTATION = 'github.com/user-login';

const profileSchema = z
  .object({ displayName: z.string().optional(), email: z.string().optional() })
  .catch({});

function toDeveloper(
  { privacy }: ServiceContext,
  entity: Entity,
): DeveloperDetails {
  const { metadata, relations = [], spec } = entity;
  const { displayName, email } = profileSchema.parse(spec?.profile ?? {});
  const login = metadata.annotations?.[LOGIN_ANNOTATION];
  return {
    ref: stringifyEntityRef(entity),
    name: displayName ?? metadata.title ?? metadata.name,
    ...(email && privacy?.mode !== 'none' && { email }),
    ...(login && { githubUsername: login }),
    groupRefs: relations
      .filter(({ type }) => type === RELATION_MEMBER_OF)
      .map(({ targetRef }) => targetRef.toLocaleLowerCase('en-US'))
      .sort(),
  };
}

/** Those that may be named to the caller: all where the portal's policy lets him read of people, and else himself. */
async function namedOf(
  asking: Asking & { readonly userRefs: readonly string[] },
): Promise<readonly string[]> {
  const { context, credentials, userRefs } = asking;
  const permission = engineeringInsightsPeopleReadPermission;
  if (await context.authorise.isAllowed({ credentials, permission }))
    return userRefs;
  const callerRef = await callerRefOf(asking);
  return userRefs.filter(ref => ref === callerRef);
}

/** Of some refs the Users that the catalog shows and that may be named to the caller, by their ref. */
export async function getDevelopers(
  asking: Asking & { readonly userRefs: readonly string[] },
): Promise<ReadonlyMap<string, DeveloperDetails>> {
  const { context, credentials } = asking;
  const userRefs = await namedOf(asking);
  // Asked as the caller, which is the authorisation; nothing of it is ours.
  const { items } = await context.catalog.getEntitiesByRefs(
    {
      entityRefs: userRefs.filter(ref => ref.startsWith('user:')),
      fields: FIELDS,
    },
    { credentials },
  );
  return new Map(
    items.flatMap(item => {
      if (!item) return [];
      const developer = toDeveloper(context, item);
      return [[developer.ref, developer]];
    }),
  );
}

/** The members of a group, as the catalog shows them to the caller, by name. @throws NotAllowedError where the portal's policy names nobody to him. */
export async function listDevelopers(
  asking: Asking & {
    readonly group: EntityName;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<{
  readonly items: readonly DeveloperDetails[];
  readonly totalCount: number;
}> {
  const { context, credentials, group, offset, limit } = asking;
  await context.authorise.to({
    credentials,
    permission: engineeringInsightsPeopleReadPermission,
  });
  const groupRef = await context.authorise.toSee({
    credentials,
    entity: group,
  });
  const { items, totalItems } = await context.catalog.queryEntities(
    {
      filter: { kind: 'User', [`relations.${RELATION_MEMBER_OF}`]: groupRef },
      fields: FIELDS,
      orderFields: { field: 'metadata.name', order: 'asc' },
      offset,
      limit,
    },
    { credentials },
  );
  return {
    items: items.map(item => toDeveloper(context, item)),
    totalCount: totalItems,
  };
}

/** How many members a group has, as the catalog shows them to the caller. It names nobody. */
export async function countMembers(
  asking: Asking & { readonly group: EntityName },
): Promise<number> {
  const { context, credentials, group } = asking;
  const groupRef = await context.authorise.toSee({
    credentials,
    entity: group,
  });
  const { totalItems } = await context.catalog.queryEntities(
    {
      filter: { kind: 'User', [`relations.${RELATION_MEMBER_OF}`]: groupRef },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
      limit: 1,
    },
    { credentials },
  );
  return totalItems;
}

/** What a person did in a window, in the repositories that the caller may see an entity of. @throws NotAllowedError where it is someone else than who asks. */
export async function getProductivity(
  asking: Asking & {
    readonly developer: EntityName;
    readonly window: ResolvedWindow;
  },
): Promise<ProductivityAnswer> {
  const { context, window } = asking;
  const personKeys = await requireOwnAccounts(asking);
  if (personKeys.length === 0) return { status: 'noAccount', window };
  const { knex } = context;
  const scopeIds = await listVisibleScopes({
    ...asking,
    scopeIds: await listActedScopes({ knex, personKeys }),
  });
  const done = await readProductivity({ knex, personKeys, scopeIds, window });
  return { status: 'ok', window, ...done };
}
