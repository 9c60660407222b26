import {
  type Fact,
  FACT_KINDS,
} from '@sei-platform/plugin-engineering-insights-common';
import fc from 'fast-check';
import { arbitraryFact } from './__testUtils__/arbitraryFact';
import { type FactRow, fromFactRow, toFactRow } from './factRow';
import { FACT_TABLES, type FactTable } from './factTables';
import { type FactState, mergeFact } from './mergeFact';
import { storedInstant, tellFields } from './tellFields';

/** Merges facts in the order given and names the values. */
function merge(facts: readonly Partial<Fact>[]): Record<string, unknown> {
  const table = FACT_TABLES[facts[0].kind!];
  const state = facts.reduce<FactState | undefined>(
    (known, fact) =>
      mergeFact({
        table,
        known,
        externalId: 'x',
        told: tellFields({
          fact: fact as Fact,
          table,
          identitySalt: 'salt',
          listedActors: new Map(),
        }),
        at: storedInstant(fact.sourceUpdatedAt!),
      }).state,
    undefined,
  )!;
  return Object.fromEntries(
    table.fields.map((field, index) => [field.name, state.values[index]]),
  );
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map(rest => [
      item,
      ...rest,
    ]),
  );
}

const at = (minute: number) => `2026-01-01T00:0${minute}:00Z`;
const instantAt = (minute: number) => `2026-01-01T00:0${minute}:00.000Z`;
const pullRequest = (minute: number, fields: object) =>
  ({
    kind: 'pullRequest',
    sourceUpdatedAt: at(minute),
    ...fields,
  } as Partial<Fact>);
const deployment = (minute: number, fields: object) =>
  ({
    kind: 'deployment',
    sourceUpdatedAt: at(minute),
    ...fields,
  } as Partial<Fact>);
const incident = (minute: number, fields: object) =>
  ({
    kind: 'incident',
    sourceUpdatedAt: at(minute),
    ...fields,
  } as Partial<Fact>);

const finding = (minute: number, fields: object) =>
  ({
    kind: 'finding',
    sourceUpdatedAt: at(minute),
    ...fields,
  } as Partial<Fact>);

describe('mergeFact', () => {
  it.each([
    {
      rule: 'absent says nothing',
      facts: [
        pullRequest(1, { title: 'Old', headSha: 'abc' }),
        pullRequest(2, { title: 'New' }),
      ],
      expected: { title: 'New', headSha: 'abc' },
    },
    {
      rule: 'null clears',
      facts: [
        incident(1, { resolvedAt: at(1) }),
        incident(2, { resolvedAt: null }),
      ],
      expected: { resolvedAt: null },
    },
    {
      rule: 'what was cleared may be told again',
      facts: [
        incident(1, { resolvedAt: at(1) }),
        incident(2, { resolvedAt: null }),
        incident(3, { resolvedAt: at(3) }),
      ],
      expected: { resolvedAt: instantAt(3) },
    },
    {
      rule: 'a field that a newer fact does not speak of keeps what an older one tells',
      facts: [
        incident(3, { title: 'New' }),
        incident(1, { title: 'Old', service: 'payments' }),
      ],
      expected: { title: 'New', service: 'payments' },
    },
    {
      rule: 'an array replaces',
      facts: [
        pullRequest(1, { labels: ['a', 'b'] }),
        pullRequest(2, { labels: ['c'] }),
      ],
      expected: { labels: ['c'] },
    },
    {
      rule: 'with equal times the later state of a life wins',
      facts: [
        pullRequest(1, { state: 'open' }),
        pullRequest(1, { state: 'merged', mergedAt: at(1) }),
      ],
      expected: { state: 'merged', mergedAt: instantAt(1) },
    },
    {
      rule: 'with equal times a known outcome wins over unknown, which sorts after it',
      facts: [
        deployment(1, { outcome: 'unknown' }),
        deployment(1, { outcome: 'failure' }),
      ],
      expected: { outcome: 'failure' },
    },
    {
      rule: 'with equal times a value wins over none',
      facts: [
        incident(1, { resolvedAt: null }),
        incident(1, { resolvedAt: at(1) }),
      ],
      expected: { resolvedAt: instantAt(1) },
    },
    {
      rule: 'statuses add up, success is the outcome and inactive is none',
      facts: [
        deployment(1, {
          outcome: 'unknown',
          statuses: [{ at: at(1), state: 'in_progress' }],
        }),
        deployment(2, {
          outcome: 'success',
          statuses: [{ at: at(2), state: 'success' }],
        }),
        deployment(3, {
          outcome: 'unknown',
          statuses: [{ at: at(3), state: 'inactive' }],
        }),
      ],
      expected: {
        outcome: 'success',
        finishedAt: instantAt(2),
        statuses: [
          { at: instantAt(1), state: 'in_progress' },
          { at: instantAt(2), state: 'success' },
          { at: instantAt(3), state: 'inactive' },
        ],
      },
    },
    {
      rule: 'a deployment is finished by its first terminal status',
      facts: [
        deployment(2, { statuses: [{ at: at(2), state: 'failure' }] }),
        deployment(4, {
          finishedAt: at(4),
          statuses: [{ at: at(4), state: 'success' }],
        }),
      ],
      expected: { outcome: 'success', finishedAt: instantAt(2) },
    },
    {
      rule: 'without statuses a deployment may be corrected',
      facts: [
        deployment(1, { outcome: 'success', finishedAt: at(1) }),
        deployment(2, { outcome: 'failure' }),
      ],
      expected: { outcome: 'failure', finishedAt: instantAt(1) },
    },
    {
      rule: 'a finding was first seen when any report saw it first',
      facts: [
        finding(2, { firstSeenAt: at(2), state: 'open' }),
        finding(3, { firstSeenAt: at(1), state: 'fixed' }),
        finding(1, { firstSeenAt: at(3) }),
      ],
      expected: { firstSeenAt: instantAt(1), state: 'fixed' },
    },
    {
      rule: 'a status is the same in another zone',
      facts: [
        deployment(1, { statuses: [{ at: at(1), state: 'success' }] }),
        deployment(1, {
          statuses: [{ at: '2026-01-01T02:01:00+02:00', state: 'success' }],
        }),
      ],
      expected: { statuses: [{ at: instantAt(1), state: 'success' }] },
    },
  ])('$rule, in any order of arrival', ({ facts, expected }) => {
    for (const order of permutations(facts)) {
      expect(merge(order)).toMatchObject(expected);
      expect(merge([...order, ...order])).toEqual(merge(facts));
    }
  });

  it('keeps no more of a person than a salted hash and what kind of being acted', () => {
    const person = {
      source: 'github',
      login: 'Octocat',
      email: 'o@example.com',
      name: 'O. Cat',
    };
    const text = JSON.stringify(merge([pullRequest(1, { author: person })]));
    expect(text).not.toMatch(/octocat|example\.com|O\. Cat/i);
    expect(merge([pullRequest(1, { author: person })]).author).toEqual(
      merge([
        pullRequest(1, { author: { source: 'github', login: 'octocat' } }),
      ]).author,
    );
    expect(
      merge([
        pullRequest(1, {
          author: { source: 'github', login: 'renovate[bot]' },
        }),
      ]).author,
    ).toMatchObject({ actor: 'bot' });
    expect(
      merge([pullRequest(1, { author: { source: 'github', name: 'O. Cat' } })])
        .author,
    ).toEqual({ key: null, actor: 'unknown' });
  });

  it('makes text storable that Postgres would refuse', () => {
    expect(merge([incident(1, { title: 'a\0b\uD800c😀' })]).title).toBe(
      'a\uFFFDb\uFFFDc😀',
    );
  });

  it.each(FACT_KINDS.map(kind => [kind]))(
    'ends the same in any order for kind %s',
    kind => {
      const table = FACT_TABLES[kind];
      const arrivals = fc
        .array(arbitraryFact(table), { minLength: 2, maxLength: 6 })
        .chain(facts =>
          fc.tuple(
            fc.constant(facts),
            fc.shuffledSubarray(facts, { minLength: facts.length }),
          ),
        );
      fc.assert(
        fc.property(arrivals, ([facts, shuffled]) => {
          expect(mergeStored(table, shuffled)).toEqual(
            mergeStored(table, facts),
          );
          expect(mergeStored(table, [...shuffled, ...facts])).toEqual(
            mergeStored(table, facts),
          );
        }),
        { numRuns: 500 },
      );
    },
  );
});

/** Merges facts as if each came alone: what is known is read from what was written. */
function mergeStored(table: FactTable, facts: readonly Fact[]) {
  return facts.reduce<ReturnType<typeof toFactRow> | undefined>((row, fact) => {
    const { state } = mergeFact({
      table,
      known: row && fromFactRow(table, asDriverReads(table, row)).state,
      externalId: 'x',
      told: tellFields({
        fact,
        table,
        identitySalt: 'salt',
        listedActors: new Map(),
      }),
      at: storedInstant(fact.sourceUpdatedAt ?? '2026-01-02T00:00:00Z'),
    });
    return toFactRow(table, { state, deletedAt: undefined });
  }, undefined);
}

function asDriverReads(
  table: FactTable,
  row: ReturnType<typeof toFactRow>,
): FactRow {
  const instants = table.fields
    .filter(({ type }) => type === 'instant' || type === 'earliestInstant')
    .map(({ columns }) => columns[0].name);
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    ['source_updated_at', ...instants].includes(name)
      ? new Date(value as string)
      : value,
  ]);
  return Object.fromEntries(entries);
}
