import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { engineeringInsightsPagesTranslationRef } from '../messages';
import type { MessageKey, PagesTranslate, Translate } from '../messages';
import { useFormats } from './useFormats';
import type { Formats } from './useFormats';

/** The formats with the texts of the pages across services. */
export type PagesFormats = Omit<Formats, 't'> & { readonly t: PagesTranslate };

const PAGES_KEY = /^(overview|sources|triage|doctor)\./;

/** One function for the texts of both refs. */
export function joinTexts(shared: Translate, pages: unknown): PagesTranslate {
  const ofPages = pages as PagesTranslate;
  return (key, parameters) =>
    PAGES_KEY.test(key)
      ? ofPages(key, parameters)
      : shared(key as MessageKey, parameters);
}

/** What useFormats gives, for the pages across services. */
export function usePagesFormats(): PagesFormats {
  const formats = useFormats();
  const { t: pages } = useTranslationRef(
    engineeringInsightsPagesTranslationRef,
  );
  return useMemo(
    () => ({ ...formats, t: joinTexts(formats.t, pages) }),
    [formats, pages],
  );
}
