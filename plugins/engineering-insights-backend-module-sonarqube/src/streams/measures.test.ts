import { FakeSonarqube } from '../__testUtils__/FakeSonarqube';
import { readStream } from '../__testUtils__/readStream';
import { measuresStream } from './measures';

// Thousands on a busy machine take their time.
jest.setTimeout(30_000);

const HOUR_BEFORE = '2026-03-01T11:00:00.000Z';
const NOON = '2026-03-01T12:00:00.000Z';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function startWith(...dates: string[]) {
  const sonarqube = new FakeSonarqube();
  for (const [index, date] of dates.entries())
    sonarqube.analyse(date, { coverage: `${80 + index}.5`, ncloc: '100' });
  const { client, received, stop } = await sonarqube.start();
  stops.push(stop);
  return { sonarqube, stream: measuresStream(client), received };
}

/** So many analyses, an hour apart. */
const hourly = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    new Date(Date.parse('2025-10-01T00:00:00Z') + index * 3_600_000)
      .toISOString()
      .replace('.000Z', '+0000'),
  );
const datesOf = (items: readonly { analysedAt: string }[]) =>
  items.map(({ analysedAt }) => analysedAt);

it('has an item for each analysis, with what it measured', async () => {
  const { stream, received } = await startWith(
    '2026-02-01T10:00:00+0100',
    '2026-02-02T10:00:00+0100',
  );
  const { items, pages } = await readStream(stream, {
    direction: 'history',
    until: HOUR_BEFORE,
  });
  expect(items).toEqual([
    {
      analysedAt: '2026-02-02T09:00:00.000Z',
      measures: { coverage: '81.5', ncloc: '100' },
    },
    {
      analysedAt: '2026-02-01T09:00:00.000Z',
      measures: { coverage: '80.5', ncloc: '100' },
    },
  ]);
  expect(pages.at(-1)!.coveredFrom).toBe('2025-09-01T00:00:00.000Z');
  expect(received).toHaveLength(1);
});

it('reads a long history from its newest page, and goes on where it was stopped', async () => {
  const { stream } = await startWith(...hourly(2500));
  const first = await readStream(stream, {
    direction: 'history',
    until: HOUR_BEFORE,
    atMost: 1,
  });
  expect(first.items).toHaveLength(500);
  expect(first.items[0].analysedAt).toBe('2026-01-13T03:00:00.000Z');
  const rest = await readStream(stream, {
    direction: 'history',
    until: HOUR_BEFORE,
    cursor: first.cursor,
  });
  expect(new Set(datesOf([...first.items, ...rest.items])).size).toBe(2500);
});

it('reads the analyses behind the last one, also one that began before the last reading', async () => {
  const { sonarqube, stream, received } = await startWith(
    '2026-02-20T08:00:00+0000',
  );
  const first = await readStream(stream, { since: HOUR_BEFORE, until: NOON });
  expect(first.items).toEqual([]);
  sonarqube.analyse('2026-03-01T09:00:00+0000', { coverage: '70.0' });
  const second = await readStream(stream, {
    cursor: first.cursor,
    until: '2026-03-01T12:05:00.000Z',
  });
  expect(datesOf(second.items)).toEqual(['2026-03-01T09:00:00.000Z']);
  const third = await readStream(stream, {
    cursor: second.cursor,
    until: '2026-03-01T12:10:00.000Z',
  });
  expect(third.items).toEqual([]);
  expect(received).toHaveLength(4);
});

it('goes on behind the page where a first reading was stopped', async () => {
  const { stream } = await startWith(...hourly(1500));
  const first = await readStream(stream, { until: NOON, atMost: 1 });
  expect(first.items).toHaveLength(1000);
  const rest = await readStream(stream, { until: NOON, cursor: first.cursor });
  expect(datesOf([...first.items, ...rest.items])).toHaveLength(1500);
});

it('waits for the first analysis of a project', async () => {
  const { sonarqube, stream } = await startWith();
  const first = await readStream(stream, { since: HOUR_BEFORE, until: NOON });
  expect(first.cursor).toEqual({});
  sonarqube.analyse('2026-03-01T10:00:00+0000', { coverage: '70.0' });
  const second = await readStream(stream, {
    cursor: first.cursor,
    until: NOON,
  });
  expect(datesOf(second.items)).toEqual(['2026-03-01T10:00:00.000Z']);
});
