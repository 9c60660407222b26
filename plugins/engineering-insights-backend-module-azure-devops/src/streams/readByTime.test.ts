import { readByTime, type TimeCursor } from './readByTime';

interface Thing {
  id: number;
  at?: string;
}

const SINCE = '2026-01-01T00:00:00.000Z';
const UNTIL = '2026-03-01T00:00:00.000Z';
const day = (number: number, time = '00:00:00') =>
  `2026-01-${String(number).padStart(2, '0')}T${time}.000Z`;

async function read(
  things: readonly Thing[],
  options: {
    direction: 'live' | 'history';
    cursor?: TimeCursor;
    since?: string;
    until?: string;
    atOnce?: number;
    isCutAt?: number;
    stopAfter?: number;
  },
) {
  const asked: { from: string; to?: string }[] = [];
  const pages = [];
  const {
    direction,
    cursor,
    since = SINCE,
    until = UNTIL,
    atOnce = 2,
  } = options;
  const reading = readByTime<Thing>(
    {
      async readBetween(range) {
        asked.push(range);
        const found = things.filter(
          ({ at }) => !at || (at >= range.from && at <= (range.to ?? '9999')),
        );
        const isCut = found.length > (options.isCutAt ?? Infinity);
        return { records: found.slice(0, options.isCutAt), isCut };
      },
      idOf: ({ id }) => String(id),
      timeOf: ({ at }) => at,
      toItems: async some => some.map(({ id }) => id),
      atOnce,
    },
    { direction, cursor, since, until },
  );
  for await (const page of reading) {
    pages.push(page);
    if (pages.length === options.stopAfter) break;
  }
  return { pages, asked, ids: pages.flatMap(({ items }) => items) };
}

describe('what is new', () => {
  it('comes oldest first, whatever the order of the list, in pieces', async () => {
    const things = [
      { id: 3, at: day(3) },
      { id: 1, at: day(1) },
      { id: 4 },
      { id: 2, at: day(2) },
    ];
    const { pages } = await read(things, { direction: 'live' });
    expect(pages.map(({ items }) => items)).toEqual([[1, 2], [3]]);
    expect(pages[1].cursor.at).toBe(day(3));
  });

  it('is read again some minutes back, without what was read', async () => {
    const first = await read([{ id: 1, at: day(2, '10:00:00') }], {
      direction: 'live',
    });
    const things = [
      { id: 1, at: day(2, '10:00:00') },
      // Shown late.
      { id: 2, at: day(2, '09:58:00') },
      { id: 3, at: day(2, '10:01:00') },
    ];
    const { cursor } = first.pages.at(-1)!;
    const second = await read(things, { direction: 'live', cursor });
    expect(second.ids).toEqual([2, 3]);
    const third = await read(things, {
      direction: 'live',
      cursor: second.pages.at(-1)!.cursor,
    });
    expect(third.ids).toEqual([]);
    expect(third.pages).toHaveLength(1);
  });

  it('is also what ends a second time', async () => {
    const cursor = { at: day(2), read: { 1: day(2) } };
    const { ids } = await read([{ id: 1, at: day(2, '00:00:01') }], {
      direction: 'live',
      cursor,
    });
    expect(ids).toEqual([1]);
  });

  it('goes on behind what was written before a stop', async () => {
    const things = [1, 2, 3].map(id => ({ id, at: day(id) }));
    const stopped = await read(things, {
      direction: 'live',
      atOnce: 1,
      stopAfter: 1,
    });
    const { cursor } = stopped.pages[0];
    const { ids } = await read(things, { direction: 'live', cursor });
    expect([...stopped.ids, ...ids]).toEqual([1, 2, 3]);
  });

  it('is not jumped over by what changed while the list was read, however long that took', async () => {
    const until = day(2, '10:00:00');
    // It was in the list by an earlier time, and its record was read later.
    const changed = { id: 1, at: day(2, '10:09:00') };
    const first = await read([changed], { direction: 'live', until });
    expect(first.ids).toEqual([1]);
    const things = [{ id: 2, at: day(2, '10:01:00') }, changed];
    const { cursor } = first.pages.at(-1)!;
    const { ids } = await read(things, { direction: 'live', cursor });
    expect(ids).toEqual([2]);
  });

  it('is read to its end where the list is cut', async () => {
    const things = [1, 2, 3, 4, 5].map(id => ({ id, at: day(id) }));
    const { ids } = await read(things, { direction: 'live', isCutAt: 2 });
    expect(ids).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('history', () => {
  const things = [1, 5, 5, 20].map((number, id) => ({ id, at: day(number) }));

  it('is asked for month by month, newest first, and says how far it is covered', async () => {
    const { pages, asked, ids } = await read(things, { direction: 'history' });
    expect(asked.map(({ from }) => from.slice(0, 10))).toEqual([
      '2026-01-30',
      '2026-01-01',
    ]);
    expect(ids).toEqual([3, 1, 2, 0]);
    expect(pages.map(({ coveredFrom }) => coveredFrom)).toEqual([
      day(30),
      day(5),
      day(1),
      SINCE,
    ]);
  });

  it('goes on where it was stopped, within one instant too', async () => {
    const stopped = await read(things, {
      direction: 'history',
      stopAfter: 2,
    });
    const { cursor } = stopped.pages.at(-1)!;
    const { ids } = await read(things, { direction: 'history', cursor });
    expect([...stopped.ids, ...ids]).toEqual([3, 1, 2, 0]);
  });

  it('does not jump over what a list left out', async () => {
    const newestFirst = [...things].reverse();
    const { ids } = await read(newestFirst, {
      direction: 'history',
      isCutAt: 3,
    });
    expect([...ids].sort()).toEqual([0, 1, 2, 3]);
  });
});
