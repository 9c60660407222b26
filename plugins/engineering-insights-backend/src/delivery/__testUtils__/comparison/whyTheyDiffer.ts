import { quantile } from '@sei-platform/plugin-engineering-insights-common';
import { dayOf } from '../devlake/calendar';
import { hours } from '../devlake/format';
import type {
  ComparedProject,
  FailedRelease,
  WindowComparison,
} from './Comparison';
import type { TracedRevert } from './traceReverts';

const DAY = 24 * 3_600_000;

export const countIn = ({ here }: WindowComparison, metricId: string) => {
  const value = here[metricId];
  return 'value' in value ? value.sampleSize : 0;
};

export function whyFrequency(comparison: WindowComparison): string {
  const { here, span } = comparison;
  const value = here['dora.deployment-frequency'];
  const count = countIn(comparison, 'dora.deployment-frequency');
  const since =
    'coveredFrom' in value && value.coveredFrom
      ? Math.floor(Date.parse(value.coveredFrom) / DAY) * DAY
      : span.from;
  const days = `releases in both: ${count}; days here: ${
    (span.to - since) / DAY
  }`;
  return since === span.from
    ? days
    : `${days}, since the first release on ${dayOf(since)}`;
}

export function whyLeadTime(comparison: WindowComparison): string {
  const { pullRequestSeconds } = comparison;
  const commits = `commits here: ${countIn(
    comparison,
    'dora.change-lead-time',
  )}`;
  const median = quantile(pullRequestSeconds, 0.5);
  return median === undefined
    ? `pull requests there: none; ${commits}`
    : `pull requests there: ${
        pullRequestSeconds.length
      }, their exact median ${hours(median / 60)} h; ${commits}`;
}

function whyRevert({ days }: TracedRevert): string {
  if (days === undefined) return 'which is in no release yet';
  if (days === 0) return 'of what was never released without it';
  return `of what was released ${days.toFixed(0)} days before it`;
}

function whyFailed(failed: FailedRelease, project: ComparedProject): string {
  const { release, incidents, here } = failed;
  const opened = incidents.map(
    ({ id, hoursAfter }) =>
      `a revert ${(hoursAfter / 24).toFixed(0)} days later, ${whyRevert(
        project.reverts.get(id)!,
      )}`,
  );
  const told = here
    ? `failed in both, here by ${here.evidence.join(', ')}: `
    : '';
  return `${release}: ${told}${[...new Set(opened)].join('; ')}`;
}

export function whyRecovery({ failed }: WindowComparison): string {
  if (failed.length === 0) return 'none failed in either';
  const here = failed.filter(each => each.here);
  const recovered = here.map(
    ({ release, devlakeMinutes = 0 }) =>
      `: ${release}, of which DevLake says ${hours(devlakeMinutes)} too`,
  );
  return `${failed.length} failed there, ${here.length} here${recovered.join(
    '',
  )}`;
}

export const whyFailRate = (
  { failed }: WindowComparison,
  project: ComparedProject,
) =>
  failed.map(each => whyFailed(each, project)).join('<br>') ||
  'none failed in either';

export const whyRework = ({ remediations }: WindowComparison) =>
  remediations.length === 0
    ? 'no release ended a failure'
    : `${remediations.join(', ')} ended a failure`;
