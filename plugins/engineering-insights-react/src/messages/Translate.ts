import type { TranslationFunction } from '@backstage/frontend-plugin-api';
import type { engineeringInsightsTranslationRef } from './engineeringInsightsTranslationRef';

/** Turns a message's key and parameters into the reader's language. */
export type Translate = TranslationFunction<
  typeof engineeringInsightsTranslationRef.T
>;
