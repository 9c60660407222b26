import type { Fact } from '@sei-platform/plugin-engineering-insights-common';
import fc from 'fast-check';
import type { FactField, FactTable } from '../factTables';

const instant = fc.constantFrom(
  '2026-01-01T00:00:00Z',
  '2026-01-01T01:00:00+01:00',
  '2026-01-02T00:00:00.5Z',
  '2026-01-03T00:00:00Z',
);
const word = fc.constantFrom('a', 'b', 'ß\0"\\', '');
const status = fc.record({
  at: instant,
  state: fc.constantFrom(
    'in_progress',
    'success',
    'failure',
    'cancelled',
    'inactive',
  ),
});

function arbitraryValue({
  name,
  type,
  order,
}: FactField): fc.Arbitrary<unknown> {
  switch (type) {
    case 'instant':
    case 'earliestInstant':
      return instant;
    case 'integer':
    case 'double':
      return fc.integer({ min: 0, max: 2 });
    case 'boolean':
      return fc.boolean();
    case 'textArray':
      return fc.array(word, { maxLength: 2 });
    case 'identity':
      return fc.record(
        {
          source: fc.constant('github'),
          login: word,
          actor: fc.constantFrom('human', 'bot'),
        },
        { requiredKeys: ['source'] },
      );
    case 'statuses':
      return fc.array(status, { maxLength: 3 });
    case 'json':
      return name === 'commits'
        ? fc.array(
            fc.record({ sha: word, authoredAt: instant, committedAt: instant }),
            { maxLength: 2 },
          )
        : fc.array(
            fc.record(
              { at: instant, b: word, a: fc.integer() },
              { requiredKeys: [] },
            ),
            { maxLength: 2 },
          );
    default:
      return fc.constantFrom(...(order ?? ['a', 'b', 'c']));
  }
}

/** Facts of one kind about two things, told at few times with few values, so that they meet. */
export function arbitraryFact({ kind, fields }: FactTable): fc.Arbitrary<Fact> {
  const values = fields.map(
    field =>
      [field.name, fc.option(arbitraryValue(field), { freq: 3 })] as const,
  );
  return fc.record(
    {
      kind: fc.constant(kind),
      externalId: fc.constantFrom('1', '2'),
      sourceUpdatedAt: instant,
      ...Object.fromEntries(values),
    },
    { requiredKeys: ['kind', 'externalId'] },
  ) as unknown as fc.Arbitrary<Fact>;
}
