import type {
  DeliveryPolicy,
  PolicyPartName,
  PolicyPartSource,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

/** A time at which a policy came into force for an entity. */
export interface PolicySwitchRow {
  readonly entityId: number;
  readonly at: Date;
  readonly setBy: 'configuration' | 'annotation';
  readonly sources: Readonly<Partial<Record<PolicyPartName, PolicyPartSource>>>;
  readonly location: string | null;
  readonly reason: string | null;
  readonly versionId: number;
  readonly name: string;
  readonly hash: string;
  readonly policy: DeliveryPolicy;
  /** Null for the first one. */
  readonly previousId: number | null;
  readonly previousName: string | null;
  readonly previousPolicy: DeliveryPolicy | null;
}

const SELECT = `
  select
    s.entity_id as "entityId",
    s.at as "at",
    s.set_by as "setBy",
    s.parts as "sources",
    s.location as "location",
    s.reason as "reason",
    v.id as "versionId",
    v.name as "name",
    v.policy_hash as "hash",
    v.policy as "policy",
    p.id as "previousId",
    p.name as "previousName",
    p.policy as "previousPolicy"
  from policy_switches as s
  join policy_versions as v on v.id = s.policy_version_id
  left join policy_versions as p on p.id = s.previous_version_id`;

/** When policies came into force for an entity, the newest first. */
export async function listPolicySwitches(options: {
  knex: Knex;
  entityId: number;
}): Promise<readonly PolicySwitchRow[]> {
  const { knex, entityId } = options;
  const { rows } = await knex.raw<{ rows: PolicySwitchRow[] }>(
    `${SELECT}
    where s.entity_id = :entityId
    order by s.id desc`,
    { entityId },
  );
  return rows;
}

/** When policies of some entities changed in a window, the oldest first. The first policy of an entity is no change. */
export async function listPolicyChanges(options: {
  knex: Knex;
  entityIds: readonly number[];
  window: { readonly from: string; readonly to: string };
}): Promise<readonly PolicySwitchRow[]> {
  const { knex, entityIds, window } = options;
  const { rows } = await knex.raw<{ rows: PolicySwitchRow[] }>(
    `${SELECT}
    where s.entity_id = any(:entityIds::int[])
      and p.id is not null
      and s.at >= :from
      and s.at < :to
    order by s.at, s.id`,
    { entityIds: [...entityIds], ...window } as never,
  );
  return rows;
}
