import { describeShare } from '@sei-platform/plugin-engineering-insights-common';
import type { Translate } from '../messages/Translate';
import { formatText } from './formatText';

/** A ratio as per cent: "7 %"; a share that is not nothing never reads as 0 %, nor one short of all as 100 %. */
export function formatShare(
  ratio: number,
  t: Translate,
  locale: string,
): string {
  return formatText(describeShare(ratio, locale), t);
}
