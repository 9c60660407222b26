import type { Band, BandSet } from '../../api/types';
import { BAND_SCALES, type BandCutOff, type BandScale } from './bandScales';

/** Shorter windows cannot tell monthly from less often. */
const LEAST_DAYS_BELOW_WEEKLY = 90;

export interface BandQuestion {
  readonly metricId: string;
  /** In the metric's unit. */
  readonly value: number;
  readonly set: BandSet;
  readonly windowDays: number;
  /** Of deployment frequency: the median of active days over whole ISO weeks. */
  readonly medianActiveDaysPerWeek?: number;
  /** Of deployment frequency: the median of active days over blocks of 30 days. */
  readonly medianActiveDaysPer30Days?: number;
}

function holds(cutOff: BandCutOff, value: number): boolean {
  return (
    (cutOff.below === undefined || value < cutOff.below) &&
    (cutOff.atMost === undefined || value <= cutOff.atMost) &&
    (cutOff.atLeast === undefined || value >= cutOff.atLeast)
  );
}

function toBand(options: { set: BandSet; scale: BandScale; cutOff: BandCutOff | undefined }): Band | undefined {
  const { set, scale, cutOff } = options;
  return cutOff && {
    level: cutOff.level,
    set,
    year: BAND_SCALES[set].year,
    origin: cutOff.origin,
    cutOffs: scale.map(({ level, label, origin }) => ({ level, label, origin })),
  };
}

function frequencyBand(question: BandQuestion): Band | undefined {
  const { activeDaysPerWeek, activeDaysPer30Days } = BAND_SCALES[question.set];
  const scale = [...activeDaysPerWeek, ...activeDaysPer30Days];
  const perWeek = question.medianActiveDaysPerWeek;
  const per30Days = question.medianActiveDaysPer30Days;
  let cutOff: BandCutOff | undefined;
  if (perWeek !== undefined) {
    cutOff = activeDaysPerWeek.find(candidate => holds(candidate, perWeek));
    if (!cutOff && per30Days !== undefined && question.windowDays >= LEAST_DAYS_BELOW_WEEKLY) {
      cutOff = activeDaysPer30Days.find(candidate => holds(candidate, per30Days));
    }
  }
  return toBand({ set: question.set, scale, cutOff });
}

/**
 * The band of a value, or undefined where the metric has none or the window is
 * too short to tell.
 */
export function bandOf(question: BandQuestion): Band | undefined {
  const scales = BAND_SCALES[question.set];
  const byMetric: Readonly<Record<string, BandScale | undefined>> = {
    'dora.change-lead-time': scales.changeLeadTime,
    'dora.failed-deployment-recovery-time': scales.recoveryTime,
    'dora.change-fail-rate': scales.changeFailRate,
  };
  if (question.metricId === 'dora.deployment-frequency') {
    return frequencyBand(question);
  }
  const scale = byMetric[question.metricId];
  return scale && toBand({
    set: question.set,
    scale,
    cutOff: scale.find(candidate => holds(candidate, question.value)),
  });
}
