import { createConditionExports } from '@backstage/plugin-permission-node';
import { engineeringInsightsMetricResourceRef as resourceRef } from './metricResourceRef';
import { engineeringInsightsMetricRules as rules } from './metricRules';

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef,
  rules,
});

/** What a permission policy asks of an entity and a metric. */
export const engineeringInsightsConditions = conditions;

/** The answer of a permission policy that allows what fulfils conditions. */
export const createEngineeringInsightsConditionalDecision =
  createConditionalDecision;
