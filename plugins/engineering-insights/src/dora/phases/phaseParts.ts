import { PHASES } from '@sei-platform/plugin-engineering-insights-common';
import type {
  DoraAnswer,
  PhaseBucket,
} from '@sei-platform/plugin-engineering-insights-common';
import { numberOf } from '@sei-platform/plugin-engineering-insights-react';
import type { PhasePart } from '@sei-platform/plugin-engineering-insights-react';

export const PHASE_PARTS: readonly PhasePart[] = [...PHASES, 'notDivided'];

/** The parts that an answer knows: a phase without a median and without any time is not known, rather than short. */
export function knownParts({
  phases,
  metrics,
}: Pick<DoraAnswer, 'phases' | 'metrics'>): readonly PhasePart[] {
  return PHASE_PARTS.filter(part => {
    const metric = metrics.find(
      ({ metricId }) => metricId === `flow.${part}-time`,
    );
    return (
      numberOf(metric?.value) !== undefined ||
      phases.some(bucket => bucket.meanSeconds[part] > 0)
    );
  });
}

export interface MeanPhases {
  readonly pullRequestCount: number;
  readonly totalSeconds: number;
  readonly seconds: Readonly<Record<PhasePart, number>>;
}

function sumSeconds(bucket: PhaseBucket): number {
  return PHASE_PARTS.reduce((sum, part) => sum + bucket.meanSeconds[part], 0);
}

/** The means of all buckets together, each weighed by its pull requests; undefined where there are none. */
export function meanPhases(
  buckets: DoraAnswer['phases'],
): MeanPhases | undefined {
  const pullRequestCount = buckets.reduce(
    (sum, bucket) => sum + bucket.pullRequestCount,
    0,
  );
  if (pullRequestCount === 0) return undefined;
  const mean = (part: PhasePart) =>
    buckets.reduce(
      (sum, bucket) => sum + bucket.meanSeconds[part] * bucket.pullRequestCount,
      0,
    ) / pullRequestCount;
  const seconds: Record<PhasePart, number> = {
    coding: mean('coding'),
    pickup: mean('pickup'),
    review: mean('review'),
    merge: mean('merge'),
    deploy: mean('deploy'),
    notDivided: mean('notDivided'),
  };
  return {
    pullRequestCount,
    totalSeconds:
      buckets.reduce(
        (sum, bucket) => sum + sumSeconds(bucket) * bucket.pullRequestCount,
        0,
      ) / pullRequestCount,
    seconds,
  };
}
