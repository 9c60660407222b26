import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { EntityDetails } from '@sei-platform/plugin-engineering-insights-common';
import {
  type EntityRow,
  readEntities,
} from '../database/operations/entities/readEntities';
import type { ServiceContext } from './ServiceContext';

export type { EntityDetails };

/** What is asked of some refs. */
export interface EntitiesQuestion {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  /** In lower case. */
  readonly entityRefs: readonly string[];
}

export function toEntityDetails(row: EntityRow): EntityDetails {
  const { ref, kind, title, specType, lifecycle, tags } = row;
  return {
    ref,
    kind,
    title,
    ...(specType !== null && { type: specType }),
    ...(lifecycle !== null && { lifecycle }),
    tags,
  };
}

/** Of the refs those that the caller may see and that binding has met. */
export async function readVisibleEntities(
  question: EntitiesQuestion,
): Promise<readonly EntityRow[]> {
  const { context, credentials, entityRefs } = question;
  const visible = await context.authorise.visibleOf({
    credentials,
    entityRefs: [...new Set(entityRefs)],
  });
  return visible.size === 0
    ? []
    : readEntities({ knex: context.knex, entityRefs: [...visible] });
}

/** The same by their refs. */
export async function getEntities(
  question: EntitiesQuestion,
): Promise<ReadonlyMap<string, EntityDetails>> {
  const rows = await readVisibleEntities(question);
  return new Map(rows.map(row => [row.ref, toEntityDetails(row)]));
}
