import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  createConditionTransformer,
  type ConditionTransformer,
} from '@backstage/plugin-permission-node';
import { engineeringInsightsEntityPermissions } from '@sei-platform/plugin-engineering-insights-common';
import {
  engineeringInsightsMetricResourceRef,
  engineeringInsightsMetricRules,
  type MetricFilter,
  type MetricResource,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { readMetricResources } from '../database/operations/entities/readMetricResources';

const METRIC_SEPARATOR = '#';

/** Reads resources by their refs: `component:default/payments`, or with `#dora.change-lead-time` behind. */
export async function readResources(options: {
  readonly knex: Knex;
  readonly resourceRefs: readonly string[];
}): Promise<(MetricResource | undefined)[]> {
  const { knex, resourceRefs } = options;
  const asked = resourceRefs.map(each => {
    const [ref, metricId] = each.split(METRIC_SEPARATOR);
    return { ref: ref.toLocaleLowerCase('en-US'), metricId };
  });
  const known = await readMetricResources({
    knex,
    entityRefs: asked.map(({ ref }) => ref),
  });
  return asked.map(({ ref, metricId }) => {
    const resource = known.get(ref);
    return resource && { ...resource, ...(metricId && { metricId }) };
  });
}

/** Tells the permission framework what metrics are read of, and by which rules policies may speak of it. */
export function addMetricResources(options: {
  readonly permissionsRegistry: PermissionsRegistryService;
  readonly getKnex: () => Promise<Knex>;
}): { readonly toFilter: ConditionTransformer<MetricFilter> } {
  const { permissionsRegistry, getKnex } = options;
  permissionsRegistry.addResourceType({
    resourceRef: engineeringInsightsMetricResourceRef,
    permissions: [...engineeringInsightsEntityPermissions],
    rules: Object.values(engineeringInsightsMetricRules),
    getResources: async resourceRefs =>
      readResources({ knex: await getKnex(), resourceRefs }),
  });
  return {
    toFilter: createConditionTransformer(
      permissionsRegistry.getPermissionRuleset(
        engineeringInsightsMetricResourceRef,
      ),
    ),
  };
}
