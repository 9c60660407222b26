import {
  createConditionTransformer,
  type PermissionRule,
  type PermissionRuleset,
} from '@backstage/plugin-permission-node';
import {
  engineeringInsightsMetricRules,
  type MetricFilter,
  type MetricResource,
} from '@sei-platform/plugin-engineering-insights-node';

const rules = Object.values(engineeringInsightsMetricRules);

/** The plugin's own rules, as the registry has them. */
export const ownRuleset: PermissionRuleset<MetricResource, MetricFilter> = {
  getRuleByName: name =>
    rules.find(rule => rule.name === name) as PermissionRule<
      MetricResource,
      MetricFilter,
      string
    >,
};

/** Conditions as filters by the plugin's own rules. */
export const ownFilter = createConditionTransformer(ownRuleset);
