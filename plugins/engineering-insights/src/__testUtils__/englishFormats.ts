import { mockApis } from '@backstage/frontend-test-utils';
import {
  createFormats,
  engineeringInsightsTranslationRef,
} from '@sei-platform/plugin-engineering-insights-react';
import type { Formats, Translate } from '@sei-platform/plugin-engineering-insights-react';

/** The formats in English, outside of a component. */
export function englishFormats(): Formats {
  const snapshot = mockApis
    .translation()
    .getTranslation(engineeringInsightsTranslationRef);
  if (!snapshot.ready) throw new Error('The default texts are always there.');
  return createFormats(snapshot.t as unknown as Translate, 'en-GB');
}
