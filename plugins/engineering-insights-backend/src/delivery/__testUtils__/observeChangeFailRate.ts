import type { Knex } from 'knex';
import { changeFailRate } from '../../metrics/dora/changeFailRate';

export interface FailRateObservation {
  readonly observation_key: string;
  readonly numerator: number;
  readonly denominator: number;
  /** Why the rollout is left out, null where it counts. */
  readonly excluded_reason: string | null;
}

/** What the change fail rate makes of all rollouts of an entity. */
export async function observeChangeFailRate(options: {
  knex: Knex;
  entityId: number;
  asOf: string;
}): Promise<FailRateObservation[]> {
  const { knex, entityId, asOf } = options;
  const { sql, bindings } = changeFailRate.observations({
    cohort: 'all',
    clock: 'elapsed',
  });
  const { rows } = await knex.raw<{ rows: FailRateObservation[] }>(
    `with scope as (
      select
        id as entity_id,
        derivation_id,
        timestamptz '-infinity' as from_at,
        timestamptz 'infinity' as to_at
      from entities
      where id = :entityId
    ),
    observation as (${sql})
    select
      observation_key,
      numerator,
      denominator,
      coalesce(
        excluded_reason,
        case when settled_at > :asOf::timestamptz then 'tooRecent' end
      ) as excluded_reason
    from observation`,
    { ...(bindings as Record<string, string>), entityId, asOf },
  );
  return rows;
}
