import type { Facts, Finding, Run, Window } from './facts';
import { medianOf, share } from './median';
import type { Value } from './computeMetrics';

/** Pipelines, incidents, findings and coverage. */
export function operationMetrics(
  facts: Facts,
  { from, to }: Window,
): Record<string, Value> {
  const isInside = (at: number | undefined) =>
    at !== undefined && at >= from && at < to;
  const runs = facts.runs.filter(
    ({ isOnDefaultBranch, finishedAt }) =>
      isOnDefaultBranch && isInside(finishedAt),
  );
  const succeeded = runs.filter(({ outcome }) => outcome === 'success');
  const failed = runs.filter(({ outcome }) => outcome === 'failure');
  const durations = succeeded.flatMap(({ startedAt, finishedAt }) =>
    startedAt === undefined || startedAt > finishedAt!
      ? []
      : (finishedAt! - startedAt) / 1000,
  );
  const opened = facts.incidents.filter(({ openedAt }) => isInside(openedAt));
  const resolutions = facts.incidents.flatMap(({ openedAt, resolvedAt }) =>
    isInside(resolvedAt) && resolvedAt! >= openedAt
      ? (resolvedAt! - openedAt) / 1000
      : [],
  );
  const open = facts.findings.filter(finding => isOpenAt(finding, to));
  return {
    'pipelines.success-rate': {
      value: share(succeeded.length, succeeded.length + failed.length),
      sampleSize: succeeded.length + failed.length,
    },
    'pipelines.duration': medianOf(durations),
    'pipelines.recovery-time': medianOf(redTimes(facts.runs, isInside)),
    'reliability.incident-count': {
      value: facts.connected.has('incidents') ? opened.length : undefined,
      sampleSize: opened.length,
    },
    'reliability.incident-resolution-time': medianOf(resolutions),
    'reliability.open-incidents': openIncidentsAt(facts, to),
    'security.open-findings': {
      value: facts.connected.has('findings') ? open.length : undefined,
      sampleSize: open.length,
    },
    'security.finding-age': medianOf(
      open.map(({ firstSeenAt }) => (to - firstSeenAt) / 1000),
    ),
    'security.time-to-remediate': medianOf(
      facts.findings
        .filter(({ state, endedAt }) => state === 'fixed' && isInside(endedAt))
        .map(({ firstSeenAt, endedAt }) => (endedAt! - firstSeenAt) / 1000),
    ),
    'quality.coverage': medianOf(facts.coverages),
  };
}

/** Where none is known to be open, but some that are over may have been, it is not known and not 0. */
function openIncidentsAt(
  { incidents, connected }: Facts,
  moment: number,
): Value {
  const begun = incidents.filter(({ openedAt }) => openedAt < moment);
  const open = begun.filter(
    ({ isOver, resolvedAt }) =>
      !isOver || (resolvedAt !== undefined && resolvedAt >= moment),
  );
  const isUncertain = begun.some(
    ({ isOver, resolvedAt }) => isOver && resolvedAt === undefined,
  );
  const isKnown =
    connected.has('incidents') && (open.length > 0 || !isUncertain);
  return { value: isKnown ? open.length : undefined, sampleSize: open.length };
}

/** From the first failure of a pipeline that turns red in the window to its next success. */
function redTimes(
  runs: readonly Run[],
  isInside: (at: number) => boolean,
): number[] {
  const pipelines = new Map<string, { at: number; isGreen: boolean }[]>();
  for (const { pipeline, isOnDefaultBranch, outcome, finishedAt } of runs) {
    if (!isOnDefaultBranch || outcome === 'other' || finishedAt === undefined)
      continue;
    const known = pipelines.get(pipeline) ?? [];
    known.push({ at: finishedAt, isGreen: outcome === 'success' });
    pipelines.set(pipeline, known);
  }
  return [...pipelines.values()].flatMap(ends => {
    ends.sort((left, right) => left.at - right.at);
    return ends.flatMap(({ at, isGreen }, index) => {
      const isTurn = !isGreen && (index === 0 || ends[index - 1].isGreen);
      const green = ends.slice(index).find(end => end.isGreen);
      return isTurn && green && isInside(at) ? [(green.at - at) / 1000] : [];
    });
  });
}

/** What is over, and nobody knows since when, is left out. */
function isOpenAt(finding: Finding, moment: number): boolean {
  if (finding.firstSeenAt >= moment) return false;
  if (finding.state === 'open') return true;
  return finding.endedAt !== undefined && finding.endedAt >= moment;
}
