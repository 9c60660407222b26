import type { MetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';

/** Of a roll-up, whose number it mostly is: "mostly ledger (62 %)". */
export function contributorText(
  { largestContributor }: Pick<MetricAnswer, 'largestContributor'>,
  { t, share }: Formats,
): string | undefined {
  return (
    largestContributor &&
    t('dora.cards.mostly', {
      title: largestContributor.title,
      share: share(largestContributor.share),
    })
  );
}
