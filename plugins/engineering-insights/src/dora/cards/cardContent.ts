import type {
  Band,
  MetricAnswer,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  Formats,
  MetricCardProps,
} from '@sei-platform/plugin-engineering-insights-react';
import { caveatOf } from '../../cards/caveatOf';
import type { KnownValue } from '../../cards/caveatOf';
import { unknownNotice } from '../../cards/unknownNotice';
import { cardTexts, correctedText } from './cardTexts';
import type { DoraMetricId } from './cardTexts';

export type CardContent = Pick<
  MetricCardProps,
  | 'value'
  | 'isMuted'
  | 'meaning'
  | 'notice'
  | 'caveat'
  | 'change'
  | 'number'
  | 'band'
  | 'bandCounts'
  | 'contributor'
  | 'footer'
>;

export interface CardContentOptions {
  readonly metricId: DoraMetricId;
  readonly definition: MetricDefinition;
  readonly answer?: MetricAnswer;
  /** The days of the window that is shown. */
  readonly days: number;
  readonly formats: Formats;
}

// Rework has no band at all; the others have none only where it is withheld, and then say nothing.
const WITHOUT_BAND: DoraMetricId = 'dora.deployment-rework-rate';

function bandOf(
  metricId: DoraMetricId,
  band: Band | undefined,
): Band | null | undefined {
  return metricId === WITHOUT_BAND ? undefined : band ?? null;
}

function known(
  options: CardContentOptions & { answer: MetricAnswer },
  value: KnownValue,
): CardContent {
  const { metricId, definition, answer, days, formats } = options;
  const isMuted = value.status === 'insufficientSample';
  return {
    value: formats.value(definition.unit, value.value),
    isMuted,
    caveat: caveatOf({ value, definition, formats, days }),
    change: isMuted ? undefined : answer.change,
    number: value.value,
    band: bandOf(metricId, isMuted ? undefined : answer.band),
    bandCounts: isMuted ? undefined : answer.bandCounts,
    ...cardTexts(metricId, { answer, value, formats }),
  };
}

/** Why there is no value; where people corrected something, that may be why. */
function unknownWith({ answer, days, formats }: CardContentOptions) {
  const notice = unknownNotice(answer?.value, { days, formats });
  const corrected = answer && correctedText(answer, formats);
  return corrected
    ? { ...notice, sentence: `${notice.sentence} · ${corrected}` }
    : notice;
}

/** What a metric's card says: its value with all that belongs to it, or why there is none. */
export function cardContent(options: CardContentOptions): CardContent {
  const { answer } = options;
  const value = answer?.value;
  return answer && value && 'value' in value
    ? known({ ...options, answer }, value)
    : { notice: unknownWith(options) };
}
