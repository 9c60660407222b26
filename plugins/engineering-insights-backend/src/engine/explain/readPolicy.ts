import type {
  DeliveryPolicy,
  ExplainAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

type PolicyAnswer = ExplainAnswer['policy'];

interface PolicyRow {
  readonly name: string;
  readonly setBy: string | null;
  readonly since: Date;
  readonly policy: DeliveryPolicy;
}

/** The settings that decide what counts, as a reader sees them. */
function settingsOf({
  deployments,
  environments,
  failures,
}: Partial<DeliveryPolicy>): Record<string, string> {
  const settings: Record<string, string | undefined> = {
    deployments: deployments?.from,
    productionEnvironments: environments?.production?.join(', '),
    attributionWindowHours: failures?.attributionWindowHours?.toString(),
    minimumConfidence: failures?.minimumConfidence?.toString(),
  };
  return Object.fromEntries(
    Object.entries(settings).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

/**
 * The delivery policy in force. Of several services with different ones the
 * names stand together and the settings are left out, as none holds for all.
 */
export async function readPolicy(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
}): Promise<PolicyAnswer> {
  const { knex, entityIds } = options;
  const { rows } = await knex.raw<{ rows: PolicyRow[] }>(
    `select policy_version.name as name,
            string_agg(distinct derivation.set_by, ', ') as "setBy",
            max(coalesce(derivation.in_force_from, derivation.created_at))
              as since,
            policy_version.policy as policy
       from entities as entity
       join derivations as derivation on derivation.id = entity.derivation_id
       join policy_versions as policy_version
         on policy_version.id = derivation.policy_version_id
      where entity.id = any(:entityIds::int[])
      group by policy_version.id
      order by policy_version.name, policy_version.id`,
    { entityIds: [...entityIds] } as never,
  );
  const newest = rows
    .map(row => row.since.toISOString())
    .sort()
    .at(-1);
  return {
    name: [...new Set(rows.map(row => row.name))].join(', '),
    setBy: [...new Set(rows.flatMap(row => row.setBy ?? []))].join(', '),
    since: newest ?? '',
    settings: rows.length === 1 ? settingsOf(rows[0].policy) : {},
  };
}
