import type { ValueText } from '@sei-platform/plugin-engineering-insights-common';
import type { Translate } from '../messages/Translate';

/** What says a value, in the reader's language. */
export function formatText(
  { key, parameters }: ValueText,
  t: Translate,
): string {
  return t(`format.${key}`, parameters);
}
