import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { ConditionTransformer } from '@backstage/plugin-permission-node';
import type { MetricFilter } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { listPermittedRefs } from '../database/operations/entities/listPermittedRefs';
import type { Decide } from './createDecisions';
import { criteriaOfMetric } from './criteriaOfMetric';
import { allOf, anyOf, type EntityCriteria } from './EntityCriteria';

/** Which metrics of which entities the portal's policy lets callers read. */
export interface MetricPolicy {
  /** @returns those of the entities of which all these metrics may be read; where none are named, of which any may. */
  readableOf(options: {
    readonly credentials: BackstageCredentials;
    readonly entityRefs: readonly string[];
    readonly metricIds?: readonly string[];
  }): Promise<ReadonlySet<string>>;
  /** @returns for each of the entities those of the metrics that may be read. */
  metricsOf(options: {
    readonly credentials: BackstageCredentials;
    readonly entityRefs: readonly string[];
    readonly metricIds: readonly string[];
  }): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
}

/** What is to be asked of an entity for each of some metrics. */
type CriteriaOf = (metricId: string) => EntityCriteria;

/** Makes conditions of a policy into questions to the database. */
export function createMetricPolicy(options: {
  readonly decide: Decide;
  readonly toFilter: ConditionTransformer<MetricFilter>;
  readonly knex: Knex;
  /** All that there are. */
  readonly metricIds: readonly string[];
}): MetricPolicy {
  const { decide, toFilter, knex } = options;

  async function criteriaFor(
    credentials: BackstageCredentials,
  ): Promise<CriteriaOf> {
    const decision = await decide(credentials);
    if (decision.result !== AuthorizeResult.CONDITIONAL)
      return () => decision.result === AuthorizeResult.ALLOW;
    const filter = toFilter(decision.conditions);
    return metricId => criteriaOfMetric(filter, metricId);
  }

  async function permitted(
    entityRefs: readonly string[],
    criteria: EntityCriteria,
  ): Promise<ReadonlySet<string>> {
    // Nothing is looked up where the policy says yes or no to everything.
    if (criteria === true) return new Set(entityRefs);
    if (criteria === false) return new Set();
    return new Set(await listPermittedRefs({ knex, entityRefs, criteria }));
  }

  return {
    async readableOf({ credentials, entityRefs, metricIds }) {
      const criteriaOf = await criteriaFor(credentials);
      return permitted(
        entityRefs,
        metricIds
          ? allOf(metricIds.map(criteriaOf))
          : anyOf(options.metricIds.map(criteriaOf)),
      );
    },

    async metricsOf({ credentials, entityRefs, metricIds }) {
      const criteriaOf = await criteriaFor(credentials);
      const groups = Map.groupBy(metricIds, metricId =>
        JSON.stringify(criteriaOf(metricId)),
      );
      const byRef = new Map(entityRefs.map(ref => [ref, new Set<string>()]));
      for (const alike of groups.values()) {
        const refs = await permitted(entityRefs, criteriaOf(alike[0]));
        for (const ref of refs)
          for (const metricId of alike) byRef.get(ref)!.add(metricId);
      }
      return byRef;
    },
  };
}
