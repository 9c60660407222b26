import {
  divideChange,
  PHASES,
  type MetricMove,
  type PhaseContribution,
  type ServiceContribution,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { ServiceEntity } from '../../database/operations/overview/readServiceEntities';
import type { PhaseSums, ServiceSum } from '../../engine';

/** The services that are named; the others are told as one number. */
const MOST_SERVICES = 8;

const NOTHING = { weight: 0, sum: 0 };
const CURRENT = 0;
const PREVIOUS = 1;

const sumOf = (numbers: readonly number[]) =>
  numbers.reduce((sum, number) => sum + number, 0);

function phasesOf(
  phases: readonly PhaseSums[] | undefined,
): Pick<MetricMove & { status: 'ok' }, 'phases' | 'unexplainedByPhases'> {
  const current = phases?.find(({ periodNo }) => periodNo === CURRENT);
  const previous = phases?.find(({ periodNo }) => periodNo === PREVIOUS);
  if (!current || !previous) return {};
  const meanOf = (
    { seconds, changeCount }: PhaseSums,
    part: keyof PhaseSums['seconds'],
  ) => seconds[part] / changeCount;
  const contributions = PHASES.map((phase): PhaseContribution => {
    const [value, before] = [meanOf(current, phase), meanOf(previous, phase)];
    return { phase, value, previous: before, contribution: value - before };
  });
  return {
    phases: contributions,
    unexplainedByPhases:
      meanOf(current, 'notDivided') - meanOf(previous, 'notDivided'),
  };
}

function noMove(
  { definition: { id, minimumSample } }: Metric,
  samples: readonly number[],
): MetricMove {
  const sampleSize = Math.min(...samples);
  return {
    metricId: id,
    status: 'noData',
    reason:
      sampleSize === 0
        ? { code: 'noDataInWindow', parameters: {} }
        : {
            code: 'belowMinimumSample',
            parameters: { sampleSize, minimumSample },
          },
  };
}

/** Divides the change of a mean or share among services, and of the time to production among phases. */
export function moveOf(options: {
  readonly metric: Metric;
  /** In the window, numbered 0, and in the one before. */
  readonly sums: readonly ServiceSum[];
  readonly phases?: readonly PhaseSums[];
  /** Services that the caller may see, by id. */
  readonly visible: ReadonlyMap<number, ServiceEntity>;
}): MetricMove {
  const { metric, sums, phases, visible } = options;
  const { id, minimumSample } = metric.definition;
  const byKey = new Map(
    sums.map(sum => [`${sum.entityId}:${sum.periodNo}`, sum]),
  );
  const find = (entityId: number, periodNo: number) =>
    byKey.get(`${entityId}:${periodNo}`) ?? NOTHING;
  const samples = [CURRENT, PREVIOUS].map(periodNo =>
    sumOf(
      sums
        .filter(each => each.periodNo === periodNo)
        .map(({ weight }) => weight),
    ),
  );
  const divided = divideChange(
    [...new Set(sums.map(({ entityId }) => entityId))].map(entityId => ({
      key: entityId,
      before: find(entityId, PREVIOUS),
      after: find(entityId, CURRENT),
    })),
  );
  if (!divided || Math.min(...samples) < minimumSample) {
    return noMove(metric, samples);
  }
  const named = divided.contributions
    .flatMap(({ key, contribution }): ServiceContribution[] => {
      const service = visible.get(key);
      if (!service) return [];
      const [after, before] = [find(key, CURRENT), find(key, PREVIOUS)];
      const { ref, kind, title } = service;
      return [
        {
          entity: { ref, kind, title },
          contribution,
          ...(after.weight > 0 && { value: after.sum / after.weight }),
          ...(before.weight > 0 && { previous: before.sum / before.weight }),
          sampleSize: after.weight,
          previousSampleSize: before.weight,
        },
      ];
    })
    .sort(
      (a, b) =>
        Math.abs(b.contribution) - Math.abs(a.contribution) ||
        a.entity.ref.localeCompare(b.entity.ref, 'en'),
    );
  const others = named.slice(MOST_SERVICES);
  return {
    metricId: id,
    status: 'ok',
    value: divided.value,
    previous: divided.previous,
    difference: divided.difference,
    sampleSize: samples[CURRENT],
    previousSampleSize: samples[PREVIOUS],
    services: named.slice(0, MOST_SERVICES),
    otherServices: {
      count: others.length,
      contribution: sumOf(others.map(({ contribution }) => contribution)),
    },
    unexplainedByServices: sumOf(
      divided.contributions
        .filter(({ key }) => !visible.has(key))
        .map(({ contribution }) => contribution),
    ),
    ...phasesOf(phases),
  };
}
