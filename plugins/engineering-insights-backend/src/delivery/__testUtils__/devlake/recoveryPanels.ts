import { isWithin, labelsOf, monthOf, type Span } from './calendar';
import type { DevlakeReport, Panel } from './DevlakeResult';
import { exactHours, hours, minutesDown } from './format';
import { recoveryLevel } from './levels';
import { lowerMedian } from './lowerMedian';
import type { DevlakeRows } from './readDevlakeRows';

const NO_DEPLOYMENTS = 'N/A. Please check if you have collected deployments.';
const NO_INCIDENTS = 'N/A. Please check if you have collected incidents.';
const NO_DATA = 'No data';

interface Recovery {
  readonly month: string;
  readonly minutes: number;
}

/** From the end of a deployment to the end of the incident that is blamed on it; both lie in the span. */
const recoveriesOf = (rows: DevlakeRows, span: Span): Recovery[] =>
  rows.incidents.flatMap(({ blamedAt, resolvedAt }) =>
    isWithin(span, blamedAt) && isWithin(span, resolvedAt)
      ? [
          {
            month: monthOf(blamedAt!),
            minutes: minutesDown(blamedAt!, resolvedAt!),
          },
        ]
      : [],
  );

/** From the opening of an incident to its end, whether or not a deployment caused it. */
const resolutionOf = ({
  openedAt,
  resolvedAt,
}: DevlakeRows['incidents'][number]) =>
  resolvedAt === undefined ? undefined : minutesDown(openedAt, resolvedAt);

const byMonth = (span: Span, recoveries: readonly Recovery[]) =>
  Object.fromEntries(
    labelsOf(span, monthOf).map(month => {
      const own = recoveries.filter(each => each.month === month);
      // A month without any is drawn as 0.
      return [
        month,
        exactHours(lowerMedian(own.map(each => each.minutes)) ?? 0),
      ];
    }),
  );

/** Recovery by DevLake's rules: since the report of 2023 of failed deployments, before of incidents. */
export function recoveryPanels(options: {
  rows: DevlakeRows;
  span: Span;
  report: DevlakeReport;
}): Record<string, Panel> {
  const { rows, span, report } = options;
  const recoveries = recoveriesOf(rows, span);
  const median = lowerMedian(recoveries.map(({ minutes }) => minutes));
  const opened = rows.incidents.filter(each => isWithin(span, each.openedAt));
  const medianToResolve = lowerMedian(opened.map(resolutionOf));
  const isOf2023 = report === '2023';
  const shown = isOf2023 ? median : medianToResolve;
  const hasDeployments = rows.deployments.some(each =>
    isWithin(span, each.finishedAt),
  );
  const noRecovery = hasDeployments ? NO_DATA : NO_DEPLOYMENTS;
  return {
    recovery_time_stat:
      shown === undefined
        ? (isOf2023 && noRecovery) || NO_INCIDENTS
        : `${hours(shown)}(${recoveryLevel(report, shown)})`,
    monthly_recovery_hours: byMonth(
      span,
      isOf2023
        ? recoveries
        : rows.incidents
            .filter(each => isWithin(span, each.resolvedAt))
            .map(each => ({
              month: monthOf(each.resolvedAt!),
              minutes: resolutionOf(each)!,
            })),
    ),
    details_recovery_time:
      median === undefined ? noRecovery : exactHours(median),
    details_incident_count: `${recoveries.length}`,
    details_median_mttr:
      medianToResolve === undefined ? null : exactHours(medianToResolve),
    details_mttr_incident_count: `${opened.length}`,
  };
}
