import type {
  Clock,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  frequencyUnit,
  rateIn,
} from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { rateUnitOf } from '../../page/metricWords';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How the values of a metric stand along an axis. */
export interface SeriesScale {
  /** "hours" */
  readonly unit: string;
  readonly toAxis: (value: number) => number;
  readonly formatTick?: (position: number) => string;
  readonly maximum?: number;
}

function durationScale(
  greatest: number,
  clock: Clock,
  { t }: Formats,
): SeriesScale {
  const isWorking = clock === 'working';
  const per = (
    seconds: number,
    unit: 'minutes' | 'hours' | 'days' | 'workingMinutes' | 'workingHours',
  ): SeriesScale => ({
    unit: t(`metric.unit.${unit}`),
    toAxis: value => value / seconds,
  });
  if (greatest < 2 * HOUR)
    return per(MINUTE, isWorking ? 'workingMinutes' : 'minutes');
  // A working day has no fixed length.
  if (isWorking) return per(HOUR, 'workingHours');
  return greatest < 4 * DAY ? per(HOUR, 'hours') : per(DAY, 'days');
}

/** The scale that a metric's greatest value asks for. */
export function seriesScale(options: {
  readonly definition: MetricDefinition;
  readonly greatest: number;
  readonly clock: Clock;
  readonly formats: Formats;
}): SeriesScale {
  const { definition, greatest, clock, formats } = options;
  const { t } = formats;
  switch (definition.unit) {
    case 'seconds':
      return durationScale(greatest, clock, formats);
    case 'perDay': {
      const unit = rateUnitOf(definition.id) ?? frequencyUnit(greatest);
      return {
        unit: t(`metric.unit.${unit}`),
        toAxis: value => rateIn(value, unit),
      };
    }
    case 'ratio':
      return {
        unit: t('metric.unit.ratio'),
        toAxis: value => value,
        formatTick: formats.share,
      };
    case 'rating':
      return {
        unit: t('metric.unit.rating'),
        toAxis: value => value,
        maximum: 5,
        formatTick: position =>
          position >= 1 && Number.isInteger(position)
            ? formats.value('rating', position)
            : '',
      };
    case 'count':
      return {
        unit: t(`metric.kind.${definition.observationKind}`),
        toAxis: value => value,
      };
    default:
      return {
        unit: t(`metric.unit.${definition.unit}`),
        toAxis: value => value,
      };
  }
}
