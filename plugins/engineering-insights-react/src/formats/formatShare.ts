import type { Translate } from '../messages/Translate';
import { numberFormat } from './numberFormat';

/** A ratio as per cent: "7 %"; a share that is not nothing never reads as 0 %, nor one short of all as 100 %. */
export function formatShare(
  ratio: number,
  t: Translate,
  locale: string,
): string {
  const percent = ratio * 100;
  const isAtTheEdge =
    (percent > 0 && percent < 1) || (percent > 99 && percent < 100);
  const text = numberFormat(locale, isAtTheEdge ? 1 : 0).format(percent);
  return t('format.share', { percent: text });
}
