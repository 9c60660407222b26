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

/** Takes back the mark in force, if there is one. @returns whether there was. */
export async function revokeMark(options: {
  knex: Knex;
  target: MarkTarget;
  userRef: string;
}): Promise<boolean> {
  const { knex, target, userRef } = options;
  const count = await knex('marks')
    .where({
      entity_id: target.entityId,
      target: target.target,
      scope_id: target.scopeId,
      fact_kind: target.factKind,
      external_id: target.externalId,
    })
    .whereNull('revoked_at')
    .update({ revoked_at: knex.fn.now(), revoked_by: userRef });
  return count > 0;
}

/** Puts a mark in the place of the one in force, which is kept as taken back. */
export async function setMark(options: {
  knex: Knex;
  target: MarkTarget;
  content: MarkContent;
  userRef: string;
}): Promise<void> {
  const { knex, target, content, userRef } = options;
  await revokeMark({ knex, target, userRef });
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
}
