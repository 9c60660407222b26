import {
  type Fact,
  FACT_KINDS,
  factSchema,
} from '@sei-platform/plugin-engineering-insights-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { testDatabase } from '../../testDatabase';
import { arbitraryFact } from './__testUtils__/arbitraryFact';
import { FACT_TABLES } from './factTables';
import { writeFacts } from './writeFacts';

const databases = testDatabase();
const RECEIVED_AT = '2026-03-01T00:00:00.000Z';
const TABLES = Object.values(FACT_TABLES);
let knex: Knex;
let scopeCount = 0;

beforeAll(async () => {
  knex = await databases.create();
});

async function addScope(): Promise<number> {
  scopeCount += 1;
  const name = `acme/repository-${scopeCount}`;
  const [{ id }] = await knex('scopes')
    .insert({
      source: 'github',
      origin: 'https://github.com',
      external_id: name,
      title: name,
    })
    .returning('id');
  return id;
}

function write(
  scopeId: number,
  facts: readonly Fact[],
  receivedAt = RECEIVED_AT,
) {
  return knex.transaction(trx =>
    writeFacts({ knex: trx, scopeId, facts, receivedAt, identitySalt: 'salt' }),
  );
}

/** Everything that is stored of a scope but its ids. */
async function readTables(scopeId: number) {
  const tables = await Promise.all(
    TABLES.map(async ({ table }) => {
      const rows = await knex(table)
        .where('scope_id', scopeId)
        .orderBy('external_id');
      return [table, rows.map(({ id, scope_id, ...row }) => row)];
    }),
  );
  return Object.fromEntries(tables);
}

const incident: Fact = {
  kind: 'incident',
  externalId: 'P1',
  sourceUpdatedAt: '2026-02-01T00:00:00Z',
  title: 'Checkout is slow',
  severity: 'high',
  openedAt: '2026-02-01T00:00:00Z',
};

describe('FACT_TABLES', () => {
  it('has every field of every kind of fact', () => {
    const common = ['kind', 'externalId', 'sourceUpdatedAt'];
    for (const option of factSchema.options) {
      const names = Object.keys(option.shape).filter(
        name => !common.includes(name),
      );
      const kind = option.shape.kind.value;
      expect([
        kind,
        FACT_TABLES[kind].fields.map(field => field.name).sort(),
      ]).toEqual([kind, names.sort()]);
    }
  });

  it('has the columns and types that the migrations made', async () => {
    for (const { table, fields } of TABLES) {
      const { rows } = await knex.raw(
        `select attname as name, format_type(atttypid, null) as type
         from pg_attribute
         where attrelid = cast(? as regclass) and attnum > 0`,
        [table],
      );
      const common = [
        'id',
        'scope_id',
        'external_id',
        'source_updated_at',
        'field_times',
        'deleted_at',
      ];
      const columns = rows
        .filter((row: { name: string }) => !common.includes(row.name))
        .map((row: { name: string; type: string }) => [
          row.name,
          row.type.replace('timestamp with time zone', 'timestamptz'),
        ]);
      const expected = fields.flatMap(field =>
        field.columns.map(({ name, type }) => [name, type]),
      );
      expect([table, columns.sort()]).toEqual([table, expected.sort()]);
    }
  });
});

describe('writeFacts', () => {
  it('writes what is new once, and says so', async () => {
    const scopeId = await addScope();

    await expect(write(scopeId, [incident, incident])).resolves.toEqual({
      writtenCount: 1,
      unchangedCount: 1,
      touchedFromAt: '2026-02-01T00:00:00.000Z',
    });
    await expect(write(scopeId, [incident])).resolves.toEqual({
      writtenCount: 0,
      unchangedCount: 1,
    });
    await expect(
      knex('incidents')
        .where('scope_id', scopeId)
        .select('title', 'opened_at', 'field_times'),
    ).resolves.toEqual([
      {
        title: 'Checkout is slow',
        opened_at: new Date('2026-02-01T00:00:00Z'),
        field_times: {},
      },
    ]);
  });

  it('does not touch a row that nothing new is said of', async () => {
    const scopeId = await addScope();
    const readVersion = () =>
      knex('incidents')
        .where('scope_id', scopeId)
        .select(knex.raw('xmin, ctid'))
        .first();
    await write(scopeId, [incident]);
    const before = await readVersion();
    await write(scopeId, [incident]);
    const { ctid } = await readVersion();
    expect(ctid).toBe(before.ctid);
  });

  it('touches nothing that is derived when only the time of a fact is newer', async () => {
    const scopeId = await addScope();
    await write(scopeId, [incident]);
    await expect(
      write(scopeId, [
        { ...incident, sourceUpdatedAt: '2026-02-09T00:00:00Z' },
      ]),
    ).resolves.toEqual({ writtenCount: 0, unchangedCount: 1 });
    await write(scopeId, [
      { ...incident, title: 'Late', sourceUpdatedAt: '2026-02-05T00:00:00Z' },
    ]);
    await expect(
      knex('incidents').where('scope_id', scopeId).pluck('title'),
    ).resolves.toEqual(['Checkout is slow']);
  });

  it.each(FACT_KINDS.map(kind => [kind]))(
    'ends with the same rows of kind %s whatever the order, doubling and splitting',
    async kind => {
      const arrivals = fc
        .array(arbitraryFact(FACT_TABLES[kind]), { minLength: 2, maxLength: 5 })
        .chain(facts =>
          fc.record({
            facts: fc.constant(facts),
            doubled: fc.subarray(facts),
            order: fc.array(fc.nat(), { minLength: 10, maxLength: 10 }),
            batchSize: fc.integer({ min: 1, max: 4 }),
          }),
        );
      await fc.assert(
        fc.asyncProperty(
          arrivals,
          async ({ facts, doubled, order, batchSize }) => {
            const [scopeId, otherScopeId] = [
              await addScope(),
              await addScope(),
            ];
            await write(scopeId, facts);
            const shuffled = [...facts, ...doubled]
              .map((fact, index) => ({ fact, rank: order[index] }))
              .sort((a, b) => a.rank - b.rank)
              .map(({ fact }) => fact);
            for (let start = 0; start < shuffled.length; start += batchSize) {
              await write(
                otherScopeId,
                shuffled.slice(start, start + batchSize),
              );
            }
            expect(await readTables(otherScopeId)).toEqual(
              await readTables(scopeId),
            );
            await expect(write(scopeId, facts)).resolves.toMatchObject({
              writtenCount: 0,
            });
          },
        ),
        { numRuns: 25 },
      );
    },
    60_000,
  );

  it('ends with the same rows when many write one scope at once', async () => {
    const [scopeId, otherScopeId] = [await addScope(), await addScope()];
    const facts = Array.from(
      { length: 40 },
      (_, index): Fact => ({
        ...(incident as Extract<Fact, { kind: 'incident' }>),
        externalId: `P${index % 10}`,
        title: `Title ${index}`,
        sourceUpdatedAt: new Date(Date.UTC(2026, 0, 1, index)).toISOString(),
      }),
    );
    await Promise.all(
      [0, 1, 2, 3].map(writer =>
        write(
          scopeId,
          facts.filter((_, index) => index % 4 === writer).reverse(),
        ),
      ),
    );
    await write(otherScopeId, facts);
    expect(await readTables(scopeId)).toEqual(await readTables(otherScopeId));
  });

  it('takes a tombstone back when the source has it again, not when an older payload is replayed', async () => {
    const scopeId = await addScope();
    await write(scopeId, [incident], '2026-03-01T00:00:00Z');
    await knex('incidents')
      .where('scope_id', scopeId)
      .update({ deleted_at: '2026-03-02T00:00:00Z' });
    const isDeleted = async () =>
      (
        await knex('incidents')
          .where('scope_id', scopeId)
          .whereNotNull('deleted_at')
      ).length === 1;

    await write(
      scopeId,
      [{ ...incident, title: 'Replayed' }],
      '2026-03-01T12:00:00Z',
    );
    expect(await isDeleted()).toBe(true);
    await expect(
      write(scopeId, [incident], '2026-03-03T00:00:00Z'),
    ).resolves.toMatchObject({ writtenCount: 1 });
    expect(await isDeleted()).toBe(false);
  });

  it.each<{ rule: string; fact: Fact; expected: string }>([
    {
      rule: 'an old commit touches from when it was authored',
      fact: {
        kind: 'commit',
        externalId: 'abc',
        parents: [],
        authoredAt: '2025-06-01T00:00:00Z',
        committedAt: '2026-02-01T00:00:00Z',
        title: 'Fix',
      },
      expected: '2025-06-01T00:00:00.000Z',
    },
    {
      rule: 'a deployment without any time touches everything',
      fact: { kind: 'deployment', externalId: '1', outcome: 'unknown' },
      expected: '-infinity',
    },
    {
      rule: 'an incident that names its cause touches everything',
      fact: {
        ...(incident as Extract<Fact, { kind: 'incident' }>),
        causedBy: { sha: 'abc1234' },
      },
      expected: '-infinity',
    },
  ])('$rule', async ({ fact, expected }) => {
    const scopeId = await addScope();
    await expect(write(scopeId, [fact])).resolves.toMatchObject({
      touchedFromAt: expected,
    });
  });

  it('touches from the earlier of what was and what is known', async () => {
    const scopeId = await addScope();
    await write(scopeId, [incident]);
    const moved = {
      ...incident,
      openedAt: '2026-02-20T00:00:00Z',
      sourceUpdatedAt: '2026-02-20T00:00:00Z',
    };
    await expect(write(scopeId, [moved])).resolves.toMatchObject({
      touchedFromAt: '2026-02-01T00:00:00.000Z',
    });
  });
});
