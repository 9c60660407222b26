import { PHASES } from '@sei-platform/plugin-engineering-insights-common';
import type { PhaseBucket } from '@sei-platform/plugin-engineering-insights-common';
import type { PhasePart } from '@sei-platform/plugin-engineering-insights-react';

export const PHASE_PARTS: readonly PhasePart[] = [...PHASES, 'notDivided'];

/** The parts that any pull request spent time in. One without is not known, or not to be told apart, rather than short. */
export function drawnParts(
  phases: readonly PhaseBucket[],
): readonly PhasePart[] {
  return PHASE_PARTS.filter(part =>
    phases.some(bucket => bucket.meanSeconds[part] > 0),
  );
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
  buckets: readonly PhaseBucket[],
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
