import { describeDuration } from '@sei-platform/plugin-engineering-insights-common';
import type { Translate } from '../messages/Translate';
import { formatText } from './formatText';

/** A duration for people: under 1 min · 43 min · 5 h 20 min · 2 d 4 h (below 14 d) · 23 d. */
export function formatDuration(seconds: number, t: Translate): string {
  return formatText(describeDuration(seconds), t);
}
