import type { Aggregate } from '@sei-platform/plugin-engineering-insights-common';
import {
  MOST_CATEGORIES,
  type Metric,
} from '@sei-platform/plugin-engineering-insights-node';
import { doraMetrics } from './dora';
import { phaseMetrics } from './flow';

/** The metrics of this installation, in the order in which they are shown. */
export interface MetricRegistry {
  list(): readonly Metric[];
  /**
   * Those whose values are kept, so that they can be read of many at once; the
   * others are calculated when they are asked for, as are those of what people
   * did: whether one may be told depends on the numbers of others at that moment.
   */
  listKept(of: 'components' | 'rollUps'): readonly Metric[];
  get(metricId: string): Metric | undefined;
}

/** Only these know how many people a number is made of. */
const PER_PERSON: readonly Aggregate[] = ['perPerson', 'fewestForHalf'];

/** What overviews over services show. */
const KEPT_OF_COMPONENTS: readonly Metric[] = [...doraMetrics, ...phaseMetrics];

const METRIC_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Takes the metrics of the plugin and of its modules; an id stands for one metric alone. */
export function createMetricRegistry(
  metrics: readonly Metric[],
): MetricRegistry {
  const byId = new Map<string, Metric>();
  for (const metric of metrics) {
    const { id } = metric.definition;
    if (!METRIC_ID.test(id)) {
      throw new Error(
        `The metric id "${id}" is not of the form "group.name-in-kebab-case". Rename it in the module that adds it.`,
      );
    }
    if (byId.has(id)) {
      throw new Error(
        `Two metrics have the id "${id}". Remove one of the modules that add it.`,
      );
    }
    if ((metric.definition.categories?.length ?? 0) > MOST_CATEGORIES) {
      throw new Error(
        `The metric "${id}" has more than ${MOST_CATEGORIES} categories. Put some of them together.`,
      );
    }
    const isPerPerson = PER_PERSON.includes(metric.definition.aggregate);
    if (metric.definition.isPersonDerived !== isPerPerson) {
      throw new Error(
        `The metric "${id}" is made of what people did, or says so, and does not count per person, which protects them. Use perPerson or fewestForHalf for these metrics alone.`,
      );
    }
    const { measures } = metric.definition;
    if (
      measures &&
      (metric.definition.aggregate !== 'quantile' ||
        measures.units[0] !== 'commit' ||
        measures.starts[0] !== 'authored')
    ) {
      throw new Error(
        `The metric "${id}" says what else it measures and is no quantile, or does not begin with commit and authored, which it is asked for where a reader chooses nothing. Put these first.`,
      );
    }
    byId.set(id, metric);
  }
  return {
    list: () => [...byId.values()],
    // A roll-up of a thousand services takes seconds to calculate; a service's new deployment should not.
    listKept: of =>
      [...byId.values()].filter(
        metric =>
          KEPT_OF_COMPONENTS.includes(metric) ||
          (of === 'rollUps' && !metric.definition.isPersonDerived),
      ),
    get: metricId => byId.get(metricId),
  };
}
