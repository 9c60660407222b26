import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { receiveEvents } from './receiveEvents';
import { replayIntake } from './replayIntake';

jest.setTimeout(60_000);

const databases = testDatabase();
let knex: Knex;
beforeEach(async () => {
  knex = await databases.create();
});

const day = (number: number) => `2026-02-0${number}T00:00:00.000Z`;
const range = (count: number) =>
  Array.from({ length: count }, (_, index) => `flaw ${index}`);

interface ReportOptions {
  readonly day?: number;
  readonly flaws: readonly string[] | null;
  readonly tool?: string;
  readonly category?: string;
  readonly isSuccessful?: boolean;
  readonly result?: object;
}

function runOf(options: ReportOptions) {
  const { flaws, tool = 'Scanner', category, result } = options;
  const { isSuccessful: executionSuccessful = true } = options;
  return {
    tool: { driver: { name: tool } },
    ...(category && { automationDetails: { id: `${category}/1` } }),
    ...(options.day && {
      invocations: [{ executionSuccessful, endTimeUtc: day(options.day) }],
    }),
    results:
      flaws?.map(text => ({ ruleId: 'R', message: { text }, ...result })) ??
      null,
  };
}

function send(
  reports: readonly ReportOptions[],
  { isComplete, scope = 'acme/payments' }: SendOptions = {},
) {
  return receiveEvents({
    knex,
    intake: {
      scope,
      form: 'sarif',
      items: reports.map(report => ({
        run: runOf(report),
        ...(isComplete !== undefined && { isComplete }),
      })),
    },
    receivedAt: new Date().toISOString(),
    identitySalt: 'salt',
  });
}
interface SendOptions {
  readonly isComplete?: boolean;
  readonly scope?: string;
}

/** Of each finding what changes, by its title. */
async function readFindings() {
  const rows = await knex('findings')
    .select('title', 'state', 'first_seen_at', 'fixed_at')
    .orderBy('title');
  return Object.fromEntries(
    rows.map(row => [
      row.title,
      [
        row.state,
        row.first_seen_at.toISOString(),
        ...(row.fixed_at ? [row.fixed_at.toISOString()] : []),
      ],
    ]),
  );
}

async function dumpFindings() {
  const rows = await knex('findings').orderBy('external_id');
  return rows.map(({ id, ...row }) => row);
}

describe('a report of a scanner', () => {
  it('closes what an earlier one of its tool and category named and it does not', async () => {
    await expect(send([{ day: 1, flaws: ['a', 'b'] }])).resolves.toEqual({
      written: 2,
      unchanged: 0,
      ignored: [],
      invalid: [],
      notes: [],
    });
    await expect(send([{ day: 2, flaws: ['a', 'c'] }])).resolves.toMatchObject({
      written: 2,
      unchanged: 1,
    });
    await expect(readFindings()).resolves.toEqual({
      a: ['open', day(1)],
      b: ['fixed', day(1), day(2)],
      c: ['open', day(2)],
    });
    // What is back is open since it was seen first.
    await send([{ day: 3, flaws: ['a', 'b', 'c'] }]);
    await expect(readFindings()).resolves.toMatchObject({
      b: ['open', day(1)],
    });
    // What stays away is not fixed anew.
    await send([{ day: 4, flaws: ['a', 'c'] }]);
    await send([{ day: 5, flaws: ['a', 'c'] }]);
    await expect(readFindings()).resolves.toMatchObject({
      b: ['fixed', day(1), day(4)],
    });
  });

  it('says nothing new when it is sent again', async () => {
    const reports = [{ day: 1, flaws: ['a', 'b'] }];
    await send(reports);
    await knex('dirty_marks').delete();
    await expect(send(reports)).resolves.toMatchObject({
      written: 0,
      unchanged: 2,
    });
    await expect(knex('payloads')).resolves.toHaveLength(1);
    await expect(knex('dirty_marks')).resolves.toEqual([]);
  });

  it.each([
    ['tool', { tool: 'Other' }, {}],
    ['category', { category: 'other' }, {}],
    ['scope', {}, { scope: 'acme/other' }],
  ])('leaves alone what is of another %s', async (_, report, options) => {
    await send([{ day: 1, flaws: ['a', 'b'] }]);
    await send([{ day: 2, flaws: ['a'], ...report }], options);
    await expect(
      knex('findings').where({ title: 'b' }).pluck('state'),
    ).resolves.toEqual(['open']);
  });

  it('is one with the other runs of its tool and category that came with it', async () => {
    await send([
      { day: 1, flaws: ['a'] },
      { day: 1, flaws: ['b'] },
    ]);
    await send([
      { day: 2, flaws: ['a'] },
      { day: 2, flaws: ['b'] },
    ]);
    await expect(readFindings()).resolves.toEqual({
      a: ['open', day(1)],
      b: ['open', day(1)],
    });
  });

  it('that comes late is closed by no single one of later runs that came together', async () => {
    await send([
      { day: 2, flaws: ['a'] },
      { day: 4, flaws: ['b'] },
    ]);
    await send([{ day: 3, flaws: ['a', 'c'] }]);
    await expect(readFindings()).resolves.toEqual({
      a: ['open', day(2)],
      b: ['open', day(4)],
      c: ['fixed', day(3), day(4)],
    });
  });

  it.each([
    [
      'its run failed',
      { day: 2, flaws: ['flaw 0'], isSuccessful: false },
      {},
      'any of the 19 open findings that it does not name: its run was not successful.',
    ],
    [
      'its run failed, whatever the sender says',
      { day: 2, flaws: ['flaw 0'], isSuccessful: false },
      { isComplete: true },
      'its run was not successful.',
    ],
    [
      'it looked for nothing',
      { day: 2, flaws: null },
      { isComplete: true },
      'it has no list of results.',
    ],
    [
      'it does not say how its run ended',
      { flaws: range(15) },
      {},
      'it does not say that its run was successful (invocations); send it with complete=true if it looked at everything.',
    ],
    [
      'it is empty',
      { day: 2, flaws: [] },
      {},
      'it names none at all; send it with complete=true',
    ],
    [
      'it has suddenly shrunken',
      { day: 2, flaws: range(9) },
      {},
      'any of the 11 open findings that it does not name: that is more than half of them; send it with complete=true',
    ],
    [
      'it is a part',
      { day: 2, flaws: range(15) },
      { isComplete: false },
      'it was sent with complete=false.',
    ],
    [
      'one of its results is not valid',
      { day: 2, flaws: range(15), result: { kind: 'bad' } },
      { isComplete: true },
      'some of its results are not valid.',
    ],
  ])(
    'closes nothing and says why where %s',
    async (_, report, options, note) => {
      await send([{ day: 1, flaws: range(20) }]);
      const { notes } = await send([report], options);
      expect(notes).toEqual([expect.stringContaining(note)]);
      expect(notes[0]).toMatch(/^The report of Scanner does not close /);
      await expect(
        knex('findings').where({ state: 'open' }),
      ).resolves.toHaveLength(20);
    },
  );

  it.each([
    ['an empty one', { day: 2, flaws: [] }, 20],
    ['a shrunken one', { day: 2, flaws: range(2) }, 18],
    ['one that does not say how it ended', { flaws: range(19) }, 1],
  ])(
    'closes what it lacks where the sender vouches for %s',
    async (_, report, count) => {
      await send([{ day: 1, flaws: range(20) }]);
      await expect(send([report], { isComplete: true })).resolves.toMatchObject(
        {
          notes: [],
        },
      );
      await expect(
        knex('findings').where({ state: 'fixed' }),
      ).resolves.toHaveLength(count);
    },
  );

  it('says itself what is fixed, which was fixed when that was said first', async () => {
    await send([{ day: 1, flaws: ['a', 'b'] }]);
    const result = { baselineState: 'absent' };
    await send([{ day: 2, flaws: ['a', 'c'], result }], { isComplete: false });
    await send([{ day: 3, flaws: ['a', 'c'], result }], { isComplete: false });
    await expect(readFindings()).resolves.toEqual({
      a: ['fixed', day(1), day(2)],
      b: ['open', day(1)],
      c: ['fixed', day(2), day(2)],
    });
  });

  it('leaves what was dismissed as it is', async () => {
    await send([
      {
        day: 1,
        flaws: ['a'],
        result: { suppressions: [{ kind: 'external' }] },
      },
    ]);
    await send([{ day: 2, flaws: ['b'] }]);
    await expect(readFindings()).resolves.toMatchObject({
      a: ['dismissed', day(1)],
    });
  });

  const REPORTS = [
    { day: 1, flaws: ['a', 'b'] },
    { day: 2, flaws: ['a', 'c'] },
    { day: 3, flaws: ['a', 'b', 'd'] },
  ];
  it.each([
    [[0, 1, 2]],
    [[0, 2, 1]],
    [[1, 0, 2]],
    [[1, 2, 0]],
    [[2, 0, 1]],
    [[2, 1, 0]],
    [[1, 0, 1, 2, 0]],
  ])('ends the same where reports arrive in the order %j', async order => {
    for (const index of order) await send([REPORTS[index]]);
    await expect(readFindings()).resolves.toEqual({
      a: ['open', day(1)],
      b: ['open', day(1)],
      c: ['fixed', day(2), day(3)],
      d: ['open', day(3)],
    });
  });

  it('is understood as the same from its payload, also from none of the facts', async () => {
    await send([{ day: 1, flaws: ['a', 'b'] }]);
    await send([{ flaws: ['a', 'c'] }], { isComplete: true });
    await send([
      { flaws: ['d'], category: 'other' },
      { flaws: ['e'], category: 'other' },
    ]);
    const expected = await dumpFindings();
    const [{ id: scopeId }] = await knex('scopes').select('id');
    const replay = { knex, scopeId, identitySalt: 'salt' };
    await expect(replayIntake(replay)).resolves.toEqual({
      read: 4,
      written: 0,
    });
    await expect(dumpFindings()).resolves.toEqual(expected);
    await knex('findings').delete();
    await replayIntake(replay);
    await expect(dumpFindings()).resolves.toEqual(expected);
  });

  it('has the same findings where many send it at once', async () => {
    await send([{ day: 1, flaws: ['a', 'b'] }]);
    await Promise.all(
      [2, 2, 3, 3].map(number => send([{ day: number, flaws: ['a'] }])),
    );
    await expect(readFindings()).resolves.toMatchObject({
      a: ['open', day(1)],
      b: ['fixed', day(1), expect.any(String)],
    });
    await expect(knex('findings')).resolves.toHaveLength(2);
  });

  it('keeps what was sent of a run that is none, and says what is wrong', async () => {
    const answer = await receiveEvents({
      knex,
      intake: { scope: 'x', form: 'sarif', items: [{ run: { tool: 'x' } }] },
      receivedAt: new Date().toISOString(),
      identitySalt: 'salt',
    });
    expect(answer).toMatchObject({
      written: 0,
      invalid: [{ index: 0, path: 'runs.0.tool' }],
    });
    await expect(knex('payloads').pluck('body')).resolves.toEqual([
      { run: { tool: 'x' } },
    ]);
  });

  it('takes a recorded report of CodeQL whole', async () => {
    const file = 'intake/__fixtures__/sarif/codeQL-output.sarif.json';
    const { runs } = JSON.parse(readFileSync(resolve(__dirname, file), 'utf8'));
    await expect(
      receiveEvents({
        knex,
        intake: { scope: 'x', form: 'sarif', items: [{ run: runs[0] }] },
        receivedAt: new Date().toISOString(),
        identitySalt: 'salt',
      }),
    ).resolves.toMatchObject({ written: 72, invalid: [] });
    await expect(
      knex('findings')
        .groupBy('severity')
        .orderBy('severity')
        .select({
          severity: 'severity',
          count: knex.raw('cast(count(*) as integer)'),
        }),
    ).resolves.toEqual([
      { severity: 'high', count: 11 },
      { severity: 'low', count: 57 },
      { severity: 'medium', count: 4 },
    ]);
  });
});
