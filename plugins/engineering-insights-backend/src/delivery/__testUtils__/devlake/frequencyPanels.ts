import {
  dayOf,
  daysOf,
  isWithin,
  labelsOf,
  monthOf,
  type Span,
  weekOf,
} from './calendar';
import type { DevlakeReport, Panel } from './DevlakeResult';
import { lowerMedian } from './lowerMedian';
import type { DevlakeRows } from './readDevlakeRows';

const NOT_COLLECTED = 'N/A. Please check if you have collected deployments.';

/** How many days with a deployment each month or week of a span has. */
function deploymentDays(options: {
  rows: DevlakeRows;
  span: Span;
  labelOf: (at: number) => string;
}): Map<string, number> {
  const { rows, span, labelOf } = options;
  const days = new Set(rows.deployments.map(each => dayOf(each.finishedAt)));
  const counts = new Map(labelsOf(span, labelOf).map(label => [label, 0]));
  for (const day of daysOf(span).filter(at => days.has(dayOf(at))))
    counts.set(labelOf(day), counts.get(labelOf(day))! + 1);
  return counts;
}

/**
 * Days with a deployment in half a year: of the sums over six months that end
 * with the last month and with the sixth before, the smallest in the upper half.
 * Of one sum alone, or of equal ones, DevLake's query has none.
 */
function medianPerSixMonths(months: readonly number[]): number | undefined {
  const sums: number[] = [];
  for (let end = months.length; end > 0; end -= 6) {
    const six = months.slice(Math.max(end - 6, 0), end);
    sums.push(six.reduce((sum, days) => sum + days, 0));
  }
  const upper = sums.filter(
    sum => sums.filter(other => other < sum).length / (sums.length - 1) >= 0.5,
  );
  return upper.length === 0 ? undefined : Math.min(...upper);
}

function statOf(options: {
  report: DevlakeReport;
  perWeek: number;
  perMonth: number;
  perSixMonths: number | undefined;
}): string {
  const { report, perWeek, perMonth, perSixMonths } = options;
  const isOf2023 = report === '2023';
  if (perWeek >= 7) return `${perWeek} deployment days per week(elite)`;
  if (isOf2023 && perWeek >= 1)
    return `${perWeek} deployment days per week(high)`;
  if (perMonth >= 1)
    return `${perMonth} deployment days per month(${
      isOf2023 ? 'medium' : 'high'
    })`;
  if (perSixMonths === undefined) return NOT_COLLECTED;
  if (isOf2023) return `${perMonth} deployment days per month(low)`;
  return `${perSixMonths} deployment days per six months(${
    perSixMonths >= 1 ? 'medium' : 'low'
  })`;
}

const asText = (counts: ReadonlyMap<string, number>) =>
  Object.fromEntries([...counts].map(([label, count]) => [label, `${count}`]));

/** Deployment frequency by DevLake's rules: not a rate, but the class of the median number of days with a deployment. */
export function frequencyPanels(options: {
  rows: DevlakeRows;
  span: Span;
  report: DevlakeReport;
}): Record<string, Panel> {
  const { rows, span, report } = options;
  const weeks = deploymentDays({ rows, span, labelOf: weekOf });
  const months = deploymentDays({ rows, span, labelOf: monthOf });
  const perWeek = lowerMedian([...weeks.values()]) ?? 0;
  const perMonth = lowerMedian([...months.values()]) ?? 0;
  const perSixMonths = medianPerSixMonths([...months.values()]);
  const deployments = new Map([...months.keys()].map(month => [month, 0]));
  for (const { finishedAt } of rows.deployments)
    if (isWithin(span, finishedAt)) {
      const month = monthOf(finishedAt);
      deployments.set(month, deployments.get(month)! + 1);
    }
  return {
    deployment_frequency_stat: statOf({
      report,
      perWeek,
      perMonth,
      perSixMonths,
    }),
    monthly_deployments: asText(deployments),
    weekly_deployments: asText(weeks),
    details_monthly_deployments: asText(months),
    median_deployment_days_per_week: `${perWeek}`,
    median_deployment_days_per_month: `${perMonth}`,
    median_deployment_days_per_six_months:
      perSixMonths === undefined ? null : `${perSixMonths}`,
  };
}
