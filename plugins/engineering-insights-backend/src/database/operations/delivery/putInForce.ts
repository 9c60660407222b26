import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** Of an entity: the policy that came into force, and the one that it stands in for. */
export interface SwitchedPolicy {
  readonly ref: string;
  readonly name: string;
  readonly hash: string;
  readonly setBy: string;
  readonly reason?: string;
  /** Absent where there was none. */
  readonly previous?: { readonly name: string; readonly hash: string };
}

// Before the pointer moves, it tells which policy was in force.
const KEEP = `
  with before as (
    select v.id, v.name, v.policy_hash
    from entities as e
    join derivations as d on d.id = e.derivation_id
    join policy_versions as v on v.id = d.policy_version_id
    where e.id = :entityId
  ),
  kept as (
    insert into policy_switches
      (entity_id, policy_version_id, previous_version_id, set_by, parts, location, reason)
    select
      e.id,
      d.policy_version_id,
      (select b.id from before as b),
      :setBy,
      cast(:sources as jsonb),
      case when :setBy = 'annotation' then e.location end,
      cast(:reason as text)
    from entities as e
    join derivations as d on d.id = :derivationId
    where e.id = :entityId
  )
  select b.name as "name", b.policy_hash as "hash"
  from before as b`;

/** Makes a derivation the one whose rows count for its entity, and keeps that in the history of its policies. */
export async function putInForce({
  knex,
  entity,
  derivationId,
  policy,
}: {
  readonly knex: Knex.Transaction;
  readonly entity: { readonly id: number; readonly ref: string };
  readonly derivationId: number;
  readonly policy: {
    readonly name: string;
    readonly hash: string;
    readonly setBy: string;
    readonly reason?: string;
    /** What set each part, by its name. */
    readonly sources: object;
  };
}): Promise<SwitchedPolicy> {
  const { name, hash, setBy, reason } = policy;
  const { rows } = await prepared<{ rows: { name: string; hash: string }[] }>(
    knex,
    KEEP,
    {
      entityId: entity.id,
      derivationId,
      setBy,
      sources: JSON.stringify(policy.sources),
      reason: reason ?? null,
    },
  );
  await prepared(
    knex,
    'update derivations set in_force_from = now() where id = :derivationId',
    { derivationId },
  );
  await prepared(
    knex,
    'update entities set derivation_id = :derivationId where id = :entityId',
    { derivationId, entityId: entity.id },
  );
  return {
    ref: entity.ref,
    name,
    hash,
    setBy,
    ...(reason !== undefined && { reason }),
    ...(rows.length > 0 && { previous: rows[0] }),
  };
}
