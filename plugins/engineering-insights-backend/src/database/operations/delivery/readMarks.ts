import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** What a person corrected, and has not taken back. */
export interface MarkRow {
  readonly target: 'deployment' | 'incident';
  readonly scopeId: number;
  readonly factKind: string;
  readonly externalId: string;
  readonly isFailed: boolean | null;
  readonly recoveredAt: Date | null;
  readonly isCausedByChange: boolean | null;
  readonly deploymentScopeId: number | null;
  readonly deploymentExternalId: string | null;
  readonly note: string | null;
}

/** The marks in force of an entity. */
export async function readMarks(options: {
  knex: Knex;
  entityId: number;
}): Promise<MarkRow[]> {
  const { knex, entityId } = options;
  const { rows } = await prepared<{ rows: MarkRow[] }>(
    knex,
    `select
      m.target as "target",
      m.scope_id as "scopeId",
      m.fact_kind as "factKind",
      m.external_id as "externalId",
      m.is_failed as "isFailed",
      m.recovered_at as "recoveredAt",
      m.is_caused_by_change as "isCausedByChange",
      m.deployment_scope_id as "deploymentScopeId",
      m.deployment_external_id as "deploymentExternalId",
      m.note as "note"
    from marks as m
    where m.entity_id = :entityId
      and m.revoked_at is null
    order by m.id`,
    { entityId },
  );
  return rows;
}
