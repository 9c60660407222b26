import type { Value } from './computeMetrics';
import type { ApiMetric } from './portal';

export interface Row {
  team: string;
  metricId: string;
  fromRawAnswers: Value;
  fromApi: Value & { status: string };
  isEqual: boolean;
}

const TOLERANCE = 1e-6;

export function compare(options: {
  team: string;
  computed: Readonly<Record<string, Value>>;
  api: ReadonlyMap<string, ApiMetric>;
}): Row[] {
  const { team, computed, api } = options;
  return Object.entries(computed).map(([metricId, fromRawAnswers]) => {
    const fromApi = apiValueOf(api, metricId);
    return {
      team,
      metricId,
      fromRawAnswers,
      fromApi,
      isEqual:
        isClose(fromRawAnswers.value, fromApi.value) &&
        // A median alone may be the same of other records.
        (fromApi.value === undefined ||
          fromRawAnswers.sampleSize === fromApi.sampleSize),
    };
  });
}

/** A category of a metric is asked for after its id. */
function apiValueOf(
  api: ReadonlyMap<string, ApiMetric>,
  name: string,
): Row['fromApi'] {
  const [metricId, category] = name.split(' ');
  const metric = api.get(metricId);
  if (!metric) return { status: 'absent' };
  if (!category) return metric.value;
  const count = metric.categories?.[category] ?? 0;
  return { status: metric.value.status, value: count };
}

function isClose(left: number | undefined, right: number | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  const scale = Math.max(Math.abs(left), Math.abs(right));
  return Math.abs(left - right) <= TOLERANCE * scale;
}
