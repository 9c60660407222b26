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
} from '../../database/operations/overview/countBands';
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
].map(({ definition: { id, version } }) => ({ id, version }));

const MONTHS = 12;

/** The twelve months of UTC up to the one of an instant. */
export function lastMonths(now: string): readonly MetricWindow[] {
  const current = DateTime.fromISO(now, { zone: 'utc' }).startOf('month');
  return Array.from({ length: MONTHS }, (_, index) => {
    const from = current.minus({ months: MONTHS - 1 - index });
    return { from: from.toISO()!, to: from.plus({ months: 1 }).toISO()! };
  });
}

function shareOf(
  serviceCount: number,
  banded: readonly {
    readonly band: BandLevel;
    readonly serviceCount: number;
  }[],
): BandShare {
  const share = { elite: 0, high: 0, medium: 0, low: 0 };
  for (const { band, serviceCount: count } of banded) share[band] += count;
  const known = Object.values(share).reduce((sum, count) => sum + count, 0);
  return { ...share, unknown: serviceCount - known };
}

/** How many of the services are in each band, in the window and month by month. */
export async function answerBands(
  { context, window }: OverviewQuestion,
  { services, spans }: ChosenServices,
): Promise<readonly MetricBands[]> {
  const { knex, now } = context;
  const months = lastMonths(now());
  const inWindow = await countBands({
    knex,
    entityIds: services.map(({ id }) => id),
    days: window.days,
    metrics: BANDED,
  });
  const byMonth = await countBandsByMonth({
    knex,
    spans,
    months,
    metrics: BANDED,
  });
  return BANDED.map(({ id }) => ({
    metricId: id,
    counts: shareOf(
      services.length,
      inWindow.filter(({ metricId }) => metricId === id),
    ),
    months: months.map((month): BandMonth => {
      const date = month.from.slice(0, 10);
      return {
        ...month,
        isCut: month.to > now(),
        counts: shareOf(
          byMonth.services.find(each => each.month === date)?.serviceCount ?? 0,
          byMonth.bands.filter(
            ({ metricId, month: of }) => metricId === id && of === date,
          ),
        ),
      };
    }),
  }));
}
