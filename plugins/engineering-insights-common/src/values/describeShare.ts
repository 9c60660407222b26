import { numberFormat } from './numberFormat';
import type { ValueText } from './valueTexts';

/** A ratio as per cent: "7 %"; a share that is not nothing never reads as 0 %, nor one short of all as 100 %. */
export function describeShare(ratio: number, locale: string): ValueText {
  const percent = ratio * 100;
  const isAtTheEdge =
    (percent > 0 && percent < 1) || (percent > 99 && percent < 100);
  return {
    key: 'share',
    parameters: {
      percent: numberFormat(locale, isAtTheEdge ? 1 : 0).format(percent),
    },
  };
}
