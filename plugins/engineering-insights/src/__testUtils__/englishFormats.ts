import { mockApis } from '@backstage/frontend-test-utils';
import type { TranslationRef } from '@backstage/frontend-plugin-api';
import {
  createFormats,
  engineeringInsightsPagesTranslationRef,
  engineeringInsightsTranslationRef,
  joinTexts,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  PagesFormats,
  Translate,
} from '@sei-platform/plugin-engineering-insights-react';

function textsOf(ref: unknown): unknown {
  const snapshot = mockApis.translation().getTranslation(ref as TranslationRef);
  if (!snapshot.ready) throw new Error('The default texts are always there.');
  return snapshot.t;
}

/** The formats in English, outside of a component. */
export function englishFormats(): PagesFormats {
  const t = textsOf(engineeringInsightsTranslationRef) as Translate;
  return {
    ...createFormats(t, 'en-GB'),
    t: joinTexts(t, textsOf(engineeringInsightsPagesTranslationRef)),
  };
}
