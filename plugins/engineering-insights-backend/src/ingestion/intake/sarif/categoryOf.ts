import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import { categoryOfRule } from '@sei-platform/plugin-engineering-insights-node';
import type { SarifResult, SarifRule } from './sarifSchema';

const WORD_LENGTH = 1_000;

/** What a result is about, by what it and its rule say; the words are their tags. */
export function categoryOf(options: {
  readonly result: SarifResult;
  readonly rule: SarifRule | undefined;
  readonly identifiers: readonly string[];
}): Pick<FindingFact, 'category' | 'sourceCategory'> {
  const { result, rule, identifiers } = options;
  const told = [rule, result].flatMap(each => each?.properties ?? []);
  const tags = [...new Set(told.flatMap(each => each.tags ?? []))];
  const word = tags.join(', ').slice(0, WORD_LENGTH);
  return {
    category: categoryOfRule({
      tags,
      identifiers,
      hasSecuritySeverity: told.some(
        each => (each['security-severity'] ?? undefined) !== undefined,
      ),
    }),
    ...(word && { sourceCategory: word }),
  };
}
