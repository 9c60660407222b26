import type {
  BandLevel,
  BandMonth,
  BandShare,
  MetricBands,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import { DateTime } from 'luxon';
import {
  countBands,
  countBandsByMonth,
  type MonthBandCount,
} from '../../database/operations/overview/countBands';
import { readCoverage } from '../../engine';
import {
  changeFailRate,
  changeLeadTime,
  deploymentFrequency,
  failedDeploymentRecoveryTime,
} from '../../metrics';
import type { ChosenServices } from './chooseServices';
import type { OverviewQuestion } from './OverviewQuestion';

/** Metrics that have bands. */
const BANDED = [
  changeLeadTime,
  deploymentFrequency,
  failedDeploymentRecoveryTime,
  changeFailRate,
];
const ASKED = BANDED.map(({ definition: { id, version } }) => ({
  id,
  version,
}));

const MONTHS = 12;

/** The twelve months of UTC up to the one of an instant. */
export function lastMonths(now: string): readonly MetricWindow[] {
  const current = DateTime.fromISO(now, { zone: 'utc' }).startOf('month');
  return Array.from({ length: MONTHS }, (_, index) => {
    const from = current.minus({ months: MONTHS - 1 - index });
    return { from: from.toISO()!, to: from.plus({ months: 1 }).toISO()! };
  });
}

const NONE = { elite: 0, high: 0, medium: 0, low: 0 };

function shareOf(
  serviceCount: number,
  banded: readonly {
    readonly band: BandLevel;
    readonly serviceCount: number;
  }[],
): BandShare {
  const share = { ...NONE };
  for (const { band, serviceCount: count } of banded) share[band] += count;
  const known = Object.values(share).reduce((sum, count) => sum + count, 0);
  return { ...share, unknown: serviceCount - known };
}

function monthOf(
  month: MetricWindow,
  now: string,
  counted: readonly MonthBandCount[],
): BandMonth {
  const levels = { ...NONE, unknown: 0, notRead: 0 };
  for (const { level, serviceCount } of counted) levels[level] += serviceCount;
  const { notRead, ...counts } = levels;
  return { ...month, isCut: month.to > now, counts, notReadCount: notRead };
}

/** How many of the services are in each band, in the window and month by month. */
export async function answerBands(
  { context, window }: OverviewQuestion,
  { services, spans }: ChosenServices,
): Promise<readonly MetricBands[]> {
  const { knex } = context;
  const now = context.now();
  const months = lastMonths(now);
  const inWindow = await countBands({
    knex,
    entityIds: services.map(({ id }) => id),
    days: window.days,
    metrics: ASKED,
  });
  const byMonth = await countBandsByMonth({
    knex,
    spans,
    months,
    metrics: ASKED,
    coverage: await readCoverage({
      knex,
      entityIds: [...new Set(spans.map(({ entityId }) => entityId))],
      metrics: BANDED,
    }),
  });
  return ASKED.map(({ id }) => ({
    metricId: id,
    counts: shareOf(
      services.length,
      inWindow.filter(({ metricId }) => metricId === id),
    ),
    months: months.map(month =>
      monthOf(
        month,
        now,
        byMonth.filter(
          ({ metricId, month: of }) =>
            metricId === id && of === month.from.slice(0, 10),
        ),
      ),
    ),
  }));
}
