import { isWithin, labelsOf, monthOf, type Span } from './calendar';
import type { DevlakeReport, Panel } from './DevlakeResult';
import { percent } from './format';
import { failureRateLevel } from './levels';
import type { DevlakeRows } from './readDevlakeRows';

const NOT_COLLECTED =
  'N/A. Please check if you have collected deployments/incidents.';

const rate = (count: number, total: number) =>
  total === 0 ? null : (count / total).toFixed(4);

/** Change failure rate by DevLake's rules: deployments that an incident is blamed on, whenever it was opened, of all. */
export function failurePanels(options: {
  rows: DevlakeRows;
  span: Span;
  report: DevlakeReport;
}): Record<string, Panel> {
  const { rows, span, report } = options;
  const deployments = rows.deployments
    .filter(({ finishedAt }) => isWithin(span, finishedAt))
    .map(({ release, finishedAt }) => ({
      month: monthOf(finishedAt),
      incidentCount: rows.incidents.filter(({ blamed }) => blamed === release)
        .length,
    }));
  const failed = deployments.filter(each => each.incidentCount > 0);
  const share = failed.length / deployments.length;
  return {
    change_failure_rate_stat:
      deployments.length === 0
        ? NOT_COLLECTED
        : `${percent(share)}(${failureRateLevel(report, share)})`,
    monthly_change_failure_rate: Object.fromEntries(
      labelsOf(span, monthOf).map(month => [
        month,
        rate(
          failed.filter(each => each.month === month).length,
          deployments.filter(each => each.month === month).length,
        ),
      ]),
    ),
    // The dashboard of the details counts incidents, not deployments with one.
    details_change_failure_rate: rate(
      deployments.reduce((sum, each) => sum + each.incidentCount, 0),
      deployments.length,
    ),
  };
}
