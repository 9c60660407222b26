import type { DeliveryPolicy } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../../prepared';

const VERSION = `
  with known as (
    select v.id
    from policy_versions as v
    where v.name = :name and v.policy_hash = :hash
  ),
  added as (
    insert into policy_versions (name, policy_hash, policy)
    select :name, :hash, cast(:policy as jsonb)
    where not exists (select 1 from known)
    on conflict (name, policy_hash) do nothing
    returning id
  )
  select id from known
  union all
  select id from added`;

const DERIVATION = `
  insert into derivations (entity_id, policy_version_id, set_by)
  values (:entityId, :policyVersionId, :setBy)
  on conflict (entity_id, policy_version_id) do update
    set set_by = excluded.set_by
    where derivations.set_by is distinct from excluded.set_by`;

/** The derivation of an entity under a policy; both are made where they are new. */
export async function openDerivation(options: {
  knex: Knex;
  entityId: number;
  name: string;
  hash: string;
  policy: DeliveryPolicy;
  setBy: string;
}): Promise<number> {
  const { knex, entityId, name, hash, policy, setBy } = options;
  const policyVersionId = await openVersion({
    knex,
    name,
    hash,
    policy: JSON.stringify(policy),
  });
  await prepared(knex, DERIVATION, { entityId, policyVersionId, setBy });
  const { rows } = await prepared<{ rows: { id: number }[] }>(
    knex,
    `select d.id
    from derivations as d
    where d.entity_id = :entityId and d.policy_version_id = :policyVersionId`,
    { entityId, policyVersionId },
  );
  return rows[0].id;
}

async function openVersion(options: {
  knex: Knex;
  name: string;
  hash: string;
  policy: string;
}): Promise<number> {
  const { knex, ...bindings } = options;
  for (;;) {
    const { rows } = await prepared<{ rows: { id: number }[] }>(
      knex,
      VERSION,
      bindings,
    );
    // Empty where another entity's deriving added it since the statement began; the next one sees it.
    if (rows.length > 0) return rows[0].id;
  }
}
