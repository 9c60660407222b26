import {
  resolveWindow,
  type ResolvedWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { WindowInput } from './EngineeringInsightsService';
import { InvalidRequestError } from './InvalidRequestError';

const DEFAULT_DAYS = 90;
/** Three years and a bit: bounds what one question can cost. */
const LONGEST_DAYS = 1_100;

/** The window that a caller means. @throws InvalidRequestError that names the field. */
export function resolveQuestionWindow(options: {
  window: WindowInput;
  now: string;
}): ResolvedWindow {
  const { window, now } = options;
  const { from, to } = window;
  if ((from === undefined) !== (to === undefined)) {
    throw new InvalidRequestError([
      {
        field: from === undefined ? 'query.from' : 'query.to',
        message: 'from and to go together',
      },
    ]);
  }
  const resolved = resolveWindow({
    question:
      from !== undefined && to !== undefined
        ? { from, to }
        : { days: DEFAULT_DAYS },
    now,
  });
  if (!resolved) {
    throw new InvalidRequestError([
      { field: 'query.to', message: 'must be later than from' },
    ]);
  }
  if (resolved.days > LONGEST_DAYS) {
    throw new InvalidRequestError([
      {
        field: 'query.from',
        message: `the window may have ${LONGEST_DAYS} days at most, and has ${resolved.days}`,
      },
    ]);
  }
  return resolved;
}
