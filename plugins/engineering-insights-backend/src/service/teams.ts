import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { z } from 'zod/v4';
import type { EntityRow } from '../database/operations/entities/readEntities';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import {
  readGroupRefs,
  readGroupsBelow,
  readOwners,
  readTopGroups,
} from '../database/operations/entities/readGroups';
import { readServiceEntities } from '../database/operations/overview/readServiceEntities';
import { readMembers } from '../engine';
import {
  type EntityDetails,
  getEntities,
  readVisibleEntities,
  toEntityDetails,
} from './entities';
import type { ServiceContext } from './ServiceContext';

interface Asking {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
}

/** Those that the caller may see, as they are told. */
async function visibleOf<T extends { readonly ref: string }>(
  { context, credentials }: Asking,
  rows: readonly T[],
): Promise<readonly T[]> {
  const visible = await context.authorise.visibleOf({
    credentials,
    entityRefs: rows.map(({ ref }) => ref),
  });
  return rows.filter(({ ref }) => visible.has(ref));
}

/** The groups below a group, at any depth, by title. */
export async function listTeams(
  asking: Asking & { readonly entity: StoredEntity },
): Promise<readonly EntityDetails[]> {
  const { context, entity } = asking;
  const { knex } = context;
  const rows = await readGroupsBelow({ knex, entityId: entity.id });
  const visible = await visibleOf<EntityRow>(asking, rows);
  return visible.map(toEntityDetails);
}

/** By title, and those of one title in a fixed order, so that pages do not overlap. */
function byTitle<T extends { readonly title: string; readonly ref: string }>(
  one: T,
  other: T,
): number {
  return (
    one.title.localeCompare(other.title, 'en-US') ||
    one.ref.localeCompare(other.ref, 'en-US')
  );
}

/** All groups of the catalog, by title. */
export async function listGroups(
  asking: Asking,
): Promise<readonly EntityDetails[]> {
  const entityRefs = await readGroupRefs(asking.context);
  const rows = await readVisibleEntities({ ...asking, entityRefs });
  return rows.map(toEntityDetails).sort(byTitle);
}

/** The groups that are at the top of groups, by title. */
export async function listOrganizations(
  asking: Asking,
): Promise<readonly EntityDetails[]> {
  const entityRefs = await readGroupRefs(asking.context);
  const tops = await getTopGroups({ ...asking, entityRefs });
  const rows = await readVisibleEntities({
    ...asking,
    entityRefs: [...tops.values()],
  });
  return rows.map(toEntityDetails).sort(byTitle);
}

/** The components that belong to an entity now, also through what belongs to it, by title. */
export async function listServices(
  asking: Asking & { readonly entity: StoredEntity },
): Promise<readonly EntityDetails[]> {
  const { context, entity } = asking;
  const { knex } = context;
  const at = context.now();
  const members = await readMembers({
    knex,
    entityIds: [entity.id],
    periods: [{ from: at, to: new Date(Date.parse(at) + 1).toISOString() }],
  });
  const rows = await readServiceEntities({
    knex,
    entityIds: [
      ...new Set(
        members.flatMap(({ isGroup, entityId }) => (isGroup ? [] : [entityId])),
      ),
    ],
  });
  const entityRefs = rows.map(({ ref }) => ref);
  const details = await getEntities({ ...asking, entityRefs });
  return entityRefs.flatMap(ref => details.get(ref) ?? []);
}

/** The ref of the group at the top of each of some groups, where the caller may see both. */
export async function getTopGroups(
  asking: Asking & { readonly entityRefs: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const { context, entityRefs } = asking;
  const asked = await visibleOf(
    asking,
    entityRefs.map(ref => ({ ref })),
  );
  const tops = await readTopGroups({
    knex: context.knex,
    entityRefs: asked.map(({ ref }) => ref),
  });
  const visible = await context.authorise.visibleOf({
    ...asking,
    entityRefs: [...new Set(tops.values())],
  });
  return new Map([...tops].filter(([, topRef]) => visible.has(topRef)));
}

/** The refs of the groups that own each of some entities, where the caller may see both. */
export async function getOwners(
  asking: Asking & { readonly entityRefs: readonly string[] },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { context, entityRefs } = asking;
  const asked = await visibleOf(
    asking,
    entityRefs.map(ref => ({ ref })),
  );
  const owners = await readOwners({
    knex: context.knex,
    entityRefs: asked.map(({ ref }) => ref),
  });
  const visible = await context.authorise.visibleOf({
    ...asking,
    entityRefs: [...new Set(owners.map(({ ownerRef }) => ownerRef))],
  });
  const byRef = new Map<string, string[]>();
  for (const { ref, ownerRef } of owners) {
    if (!visible.has(ownerRef)) continue;
    byRef.set(ref, [...(byRef.get(ref) ?? []), ownerRef]);
  }
  return byRef;
}

const mailSchema = z.object({
  profile: z.object({ email: z.string().regex(/^[^@\s]+@[^@\s]+$/) }),
});

/** The domain of the e-mail address of each of some groups, as the catalog shows them to the caller. */
export async function getMailDomains(
  asking: Asking & { readonly groupRefs: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const { context, credentials, groupRefs } = asking;
  const { items } = await context.catalog.getEntitiesByRefs(
    { entityRefs: [...groupRefs], fields: ['spec.profile.email'] },
    { credentials },
  );
  return new Map(
    groupRefs.flatMap((ref, index) => {
      const { data } = mailSchema.safeParse(items[index]?.spec);
      return data ? [[ref, data.profile.email.split('@')[1]]] : [];
    }),
  );
}
