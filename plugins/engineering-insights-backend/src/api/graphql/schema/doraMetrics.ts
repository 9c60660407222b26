import type { MeasuredAs } from '@sei-platform/plugin-engineering-insights-common';
import type { MetricQuestion } from '../createLoaders';
import { costing } from '../limits/FieldCost';
import { builder } from './builder';
import { loadMetrics } from './loadMetrics';
import { MetricType } from './metric';
import { DateRange } from './period';
import type { GraphqlContext } from '../GraphqlContext';
import type { LoadedMetric } from '../createLoaders';

const METRIC_IDS = [
  'dora.change-lead-time',
  'dora.deployment-frequency',
  'dora.failed-deployment-recovery-time',
  'dora.change-fail-rate',
  'dora.deployment-rework-rate',
] as const;

type DoraMetrics = Readonly<Record<(typeof METRIC_IDS)[number], LoadedMetric>>;

/** What the field costs that gives them: five metrics. */
export const DORA_COST = costing({ weight: 10 });

/** The five of an entity, as on its tab: a roll-up's are kept. */
export async function loadDora(
  context: GraphqlContext,
  options: MeasuredAs & {
    readonly entityRef: string;
    readonly window: MetricQuestion['window'];
  },
): Promise<DoraMetrics> {
  const { entityRef, ...asked } = options;
  const metrics = await loadMetrics(context, {
    entityRef,
    metricIds: METRIC_IDS,
    question: { ...asked, clock: 'elapsed', cohort: 'all', mayBeKept: true },
  });
  return Object.fromEntries(
    metrics.map(metric => [metric.definition.id, metric]),
  ) as DoraMetrics;
}

export const DoraMetricsType = builder
  .objectRef<DoraMetrics>('DORAMetrics')
  .implement({
    description:
      'The five metrics of DORA. They are for one service at a time: do not compare teams by them, and do not set them as goals.',
    fields: t => ({
      period: t.field({
        type: DateRange,
        description: 'In which they are measured.',
        resolve: metrics => metrics['dora.change-lead-time'].window,
      }),
      deploymentFrequency: t.field({
        type: MetricType,
        description: 'Rollouts to production per day.',
        resolve: metrics => metrics['dora.deployment-frequency'],
      }),
      leadTimeForChanges: t.field({
        type: MetricType,
        description:
          'Change lead time: median seconds from a commit to its deployment in production.',
        resolve: metrics => metrics['dora.change-lead-time'],
      }),
      changeFailureRate: t.field({
        type: MetricType,
        description:
          'Change fail rate: the share of deployments that needed immediate intervention, from 0 to 1.',
        resolve: metrics => metrics['dora.change-fail-rate'],
      }),
      timeToRestoreService: t.field({
        type: MetricType,
        description:
          'Failed deployment recovery time: median seconds from a failed deployment to the recovery from it.',
        resolve: metrics => metrics['dora.failed-deployment-recovery-time'],
      }),
      deploymentReworkRate: t.field({
        type: MetricType,
        description:
          'The share of deployments that were not planned and made because of an incident in production, from 0 to 1.',
        resolve: metrics => metrics['dora.deployment-rework-rate'],
      }),
    }),
  });
