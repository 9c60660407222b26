import type { Change } from '../api/types';
import type { Direction, MetricDefinition, MetricValue, Reason } from './types';

/** Smaller relative differences are noise. */
const CLEAR_RELATIVE_CHANGE = 0.1;
/** A share must move by at least two points and two events. */
const CLEAR_POINTS = 0.02;
const CLEAR_EVENTS = 2;
// 0.07 − 0.05 is a little more or less than 0.02 in binary.
const EPSILON = 1e-9;

type Known = Extract<MetricValue, { value: number }>;

function isKnown(value: MetricValue): value is Known {
  return 'value' in value;
}

function notComparable(definition: MetricDefinition, value: MetricValue): Reason | undefined {
  if (!isKnown(value)) {
    return value.reason;
  }
  if (value.sampleSize < definition.minimumSample) {
    return {
      code: 'belowMinimumSample',
      parameters: { sampleSize: value.sampleSize, minimumSample: definition.minimumSample },
    };
  }
  return undefined;
}

function isClearChange(definition: MetricDefinition, value: Known, previous: Known): boolean {
  const difference = Math.abs(value.value - previous.value);
  if (definition.unit === 'ratio') {
    const events = Math.abs((value.numerator ?? 0) - (previous.numerator ?? 0));
    return difference >= CLEAR_POINTS - EPSILON && events >= CLEAR_EVENTS;
  }
  return difference > CLEAR_RELATIVE_CHANGE * Math.abs(previous.value) + EPSILON;
}

function verdictOf(direction: Direction, difference: number): 'better' | 'worse' | 'neutral' {
  if (direction === 'neutral') {
    return 'neutral';
  }
  return difference > 0 === (direction === 'higherIsBetter') ? 'better' : 'worse';
}

/**
 * How a value differs from the one of the window before: better or worse where
 * both windows reach the minimum sample and the difference is more than noise.
 */
export function changeOf(options: {
  readonly definition: MetricDefinition;
  readonly value: MetricValue;
  readonly previous: MetricValue;
}): Change {
  const { definition, value, previous } = options;
  const reason = notComparable(definition, value) ?? notComparable(definition, previous);
  if (reason || !isKnown(value) || !isKnown(previous)) {
    return { verdict: 'notComparable', reason: reason! };
  }
  const difference = value.value - previous.value;
  const isClear = isClearChange(definition, value, previous);
  return {
    verdict: isClear ? verdictOf(definition.direction, difference) : 'noClearChange',
    difference,
    isClear,
  };
}
