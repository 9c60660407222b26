import { mockApis } from '@backstage/frontend-test-utils';
import { engineeringInsightsTranslationRef } from '../messages';
import type { Translate } from '../messages';

/** The English texts, outside of a component. */
export function englishTexts(): Translate {
  const snapshot = mockApis
    .translation()
    .getTranslation(engineeringInsightsTranslationRef);
  if (!snapshot.ready) throw new Error('The default texts are always there.');
  return snapshot.t as unknown as Translate;
}
