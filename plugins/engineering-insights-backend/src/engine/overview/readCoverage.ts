import type { FactKind } from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import type { CoveredSince } from '../../database/operations/overview/countBands';
import { readSince } from '../readingFor';

interface CoverageRow {
  readonly entityId: number;
  readonly streams: readonly {
    readonly produces: readonly FactKind[] | null;
    readonly coveredFrom: string | null;
    readonly error: string | null;
  }[];
  readonly deploymentsFrom: string;
  readonly hasIssueIncidents: boolean;
  readonly firstRolloutAt: Date | null;
}

/**
 * Since when metrics of deployments are known of some services, by how far their
 * sources were read: of a thousand services at once, so nothing else is read of
 * them.
 */
export async function readCoverage(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
  readonly metrics: readonly Metric[];
}): Promise<readonly CoveredSince[]> {
  const { knex, entityIds, metrics } = options;
  const { rows } = await knex.raw<{ rows: CoverageRow[] }>(
    `with stream_state as (
       select entity_scope.entity_id,
              jsonb_agg(jsonb_build_object(
                'produces', stream.produces,
                'coveredFrom', stream.covered_from,
                'error', stream.last_error ->> 'name')) as streams
         from entity_scopes as entity_scope
         join scopes as scope
           on scope.id = entity_scope.scope_id and scope.gone_at is null
         join streams as stream on stream.scope_id = scope.id
        where entity_scope.entity_id = any(:entityIds::int[])
        group by entity_scope.entity_id
     )
     select entity.id as "entityId",
            coalesce(stream_state.streams, '[]') as "streams",
            coalesce(version.policy #>> '{deployments,from}', 'deployments')
              as "deploymentsFrom",
            coalesce(jsonb_path_exists(
                (version.policy -> 'incidents') - 'services', '$.*[*]'),
              false) as "hasIssueIncidents",
            (select min(rollout.finished_at) from rollouts as rollout
              where rollout.derivation_id = entity.derivation_id)
              as "firstRolloutAt"
       from entities as entity
       left join stream_state on stream_state.entity_id = entity.id
       left join derivations as derivation
         on derivation.id = entity.derivation_id
       left join policy_versions as version
         on version.id = derivation.policy_version_id
      where entity.id = any(:entityIds::int[])`,
    { entityIds: [...entityIds] },
  );
  return rows.flatMap(row => {
    const readiness = {
      ...row,
      streams: row.streams.map(({ produces, coveredFrom, error }) => ({
        produces,
        coveredFrom: coveredFrom
          ? new Date(coveredFrom).toISOString()
          : undefined,
        error: error ?? undefined,
      })),
    };
    return metrics.map(metric => {
      const from =
        readSince(readiness, metric) ?? row.firstRolloutAt?.toISOString();
      return {
        entityId: row.entityId,
        metricId: metric.definition.id,
        ...(from !== undefined && { from }),
      };
    });
  });
}
