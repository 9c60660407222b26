import {
  type Fact,
  FACT_KINDS,
  factSchema,
  type IntakeAnswer,
} from '@sei-platform/plugin-engineering-insights-common';

export interface ValidFact {
  /** Its place in the batch. */
  readonly index: number;
  readonly fact: Fact;
}

/** Parts the valid facts of a batch from the others and names each field that is not as it must be. */
export function validateFacts(facts: readonly unknown[]): {
  valid: readonly ValidFact[];
  invalid: IntakeAnswer['invalid'];
} {
  const valid: ValidFact[] = [];
  const invalid: IntakeAnswer['invalid'][number][] = [];
  facts.forEach((each, index) => {
    const parsed = factSchema.safeParse(each);
    if (parsed.success) {
      valid.push({ index, fact: parsed.data });
      return;
    }
    for (const { code, path, message } of parsed.error.issues) {
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
  });
  return { valid, invalid };
}
