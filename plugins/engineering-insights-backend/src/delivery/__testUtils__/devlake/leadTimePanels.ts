import { isWithin, labelsOf, monthOf, type Span } from './calendar';
import type { DevlakeReport, Panel } from './DevlakeResult';
import { exactHours, hours, minutesUp } from './format';
import { leadTimeLevel } from './levels';
import { lowerMedian } from './lowerMedian';
import type { DevlakeRows } from './readDevlakeRows';

const NOT_COLLECTED =
  'N/A. Please check if you have collected deployments/pull_requests.';

/** The mean of minutes in hours; each is rounded before they are added. */
function meanHours(minutes: readonly number[]): string | null {
  if (minutes.length === 0) return null;
  const sum = minutes.reduce((all, each) => all + Number(exactHours(each)), 0);
  return (sum / minutes.length).toFixed(8);
}

/** The phases of a pull request, each rounded up, and the sum of them. */
function phasesOf(pullRequest: DevlakeRows['pullRequests'][number]) {
  const { firstCommitAt, createdAt, mergedAt, finishedAt } = pullRequest;
  const coding = minutesUp(firstCommitAt, createdAt);
  const deploy = minutesUp(mergedAt, finishedAt);
  return {
    coding,
    deploy,
    cycle: coding + minutesUp(createdAt, mergedAt) + deploy,
  };
}

/** Lead time by DevLake's rules: per pull request, from its first commit to the deployment that carried it. */
export function leadTimePanels(options: {
  rows: DevlakeRows;
  span: Span;
  report: DevlakeReport;
}): Record<string, Panel> {
  const { rows, span, report } = options;
  const shipped = rows.pullRequests
    .filter(({ finishedAt }) => isWithin(span, finishedAt))
    .map(pullRequest => ({
      ...phasesOf(pullRequest),
      month: monthOf(pullRequest.finishedAt),
    }));
  const median = lowerMedian(shipped.map(({ cycle }) => cycle));
  return {
    median_lead_time_stat:
      median === undefined
        ? NOT_COLLECTED
        : `${hours(median)}(${leadTimeLevel(report, median)})`,
    monthly_median_lead_time_hours: Object.fromEntries(
      labelsOf(span, monthOf).map(month => {
        const own = shipped.filter(each => each.month === month);
        // A month without any is drawn as 0.
        return [
          month,
          exactHours(lowerMedian(own.map(each => each.cycle)) ?? 0),
        ];
      }),
    ),
    avg_pr_cycle_time: meanHours(shipped.map(({ cycle }) => cycle)),
    avg_pr_coding_time: meanHours(shipped.map(({ coding }) => coding)),
    avg_pr_deploy_time: meanHours(shipped.map(({ deploy }) => deploy)),
  };
}
