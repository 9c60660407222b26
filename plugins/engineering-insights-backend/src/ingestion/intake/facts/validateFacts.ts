import {
  type Fact,
  FACT_KINDS,
  factSchema,
  type IntakeAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { IntakeItem } from '../IntakeStream';

/**
 * Parts valid facts from the others and names each field that is not as it must
 * be. A fact without a time of its own has that of its first arrival, so sending
 * it again says nothing new.
 */
export function validateFacts(items: readonly IntakeItem[]): {
  valid: readonly Fact[];
  invalid: IntakeAnswer['invalid'];
} {
  const valid: Fact[] = [];
  const invalid: IntakeAnswer['invalid'][number][] = [];
  for (const { body, index, observedAt } of items) {
    const { success, data, error } = factSchema.safeParse(body);
    if (success) {
      const sourceUpdatedAt = data.sourceUpdatedAt ?? observedAt;
      valid.push({ ...data, sourceUpdatedAt });
      continue;
    }
    for (const { code, path, message } of error.issues) {
      const isKindUnknown =
        code === 'invalid_union' && path.length === 1 && path[0] === 'kind';
      invalid.push({
        index,
        path: path.join('.'),
        message: isKindUnknown
          ? `must be one of ${FACT_KINDS.join(', ')}`
          : message,
      });
    }
  }
  return { valid, invalid };
}
