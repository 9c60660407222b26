import type { Knex } from 'knex';

/** The fact that a mark names, so that it survives deriving anew. */
export interface MarkTarget {
  readonly entityId: number;
  readonly target: 'deployment' | 'incident';
  readonly scopeId: number;
  readonly factKind: string;
  readonly externalId: string;
}

export interface MarkContent {
  readonly isFailed?: boolean;
  readonly recoveredAt?: string;
  readonly isCausedByChange?: boolean;
  readonly deploymentScopeId?: number;
  readonly deploymentExternalId?: string;
  readonly note?: string;
}

/** A mark that was in force, with who made it and when. */
export interface RevokedMark extends MarkContent {
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

interface DbRevokedMark {
  is_failed: boolean | null;
  recovered_at: Date | null;
  is_caused_by_change: boolean | null;
  deployment_scope_id: number | null;
  deployment_external_id: string | null;
  note: string | null;
  created_by: string;
  created_at: Date;
}

/** Takes back the mark in force. @returns what it said; undefined where there was none. */
export async function revokeMark(options: {
  knex: Knex;
  target: MarkTarget;
  userRef: string;
}): Promise<RevokedMark | undefined> {
  const { knex, target, userRef } = options;
  const [row]: DbRevokedMark[] = await knex('marks')
    .where({
      entity_id: target.entityId,
      target: target.target,
      scope_id: target.scopeId,
      fact_kind: target.factKind,
      external_id: target.externalId,
    })
    .whereNull('revoked_at')
    .update({ revoked_at: knex.fn.now(), revoked_by: userRef })
    .returning([
      'is_failed',
      'recovered_at',
      'is_caused_by_change',
      'deployment_scope_id',
      'deployment_external_id',
      'note',
      'created_by',
      'created_at',
    ]);
  return row && toRevokedMark(row);
}

function toRevokedMark(row: DbRevokedMark): RevokedMark {
  return {
    isFailed: row.is_failed ?? undefined,
    recoveredAt: row.recovered_at?.toISOString(),
    isCausedByChange: row.is_caused_by_change ?? undefined,
    deploymentScopeId: row.deployment_scope_id ?? undefined,
    deploymentExternalId: row.deployment_external_id ?? undefined,
    note: row.note ?? undefined,
    by: row.created_by,
    at: row.created_at.toISOString(),
  };
}

/** Puts a mark in the place of the one in force, which is kept as taken back. @returns that one. */
export async function setMark(options: {
  knex: Knex;
  target: MarkTarget;
  content: MarkContent;
  userRef: string;
}): Promise<RevokedMark | undefined> {
  const { knex, target, content, userRef } = options;
  const before = await revokeMark({ knex, target, userRef });
  await knex('marks').insert({
    entity_id: target.entityId,
    target: target.target,
    scope_id: target.scopeId,
    fact_kind: target.factKind,
    external_id: target.externalId,
    is_failed: content.isFailed,
    recovered_at: content.recoveredAt,
    is_caused_by_change: content.isCausedByChange,
    deployment_scope_id: content.deploymentScopeId,
    deployment_external_id: content.deploymentExternalId,
    note: content.note,
    created_by: userRef,
  });
  return before;
}
