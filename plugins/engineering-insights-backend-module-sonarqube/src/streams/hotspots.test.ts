import { FakeSonarqube } from '../__testUtils__/FakeSonarqube';
import { readStream } from '../__testUtils__/readStream';
import { hotspotsStream } from './hotspots';

// Thousands on a busy machine take their time.
jest.setTimeout(30_000);

const NOON = '2026-03-01T12:00:00.000Z';
const FIRST = '2026-02-20T08:00:00+0000';
const SECOND = '2026-03-01T08:00:00+0000';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function startWith(...keys: string[]) {
  const sonarqube = new FakeSonarqube();
  sonarqube.analyse(FIRST);
  for (const key of keys) sonarqube.addHotspot(key, FIRST);
  const { client, received, stop } = await sonarqube.start();
  stops.push(stop);
  const stream = hotspotsStream(client, { siteUrl: 'http://sonarqube' });
  return { sonarqube, stream, received };
}

const read = (stream: ReturnType<typeof hotspotsStream>, cursor?: object) =>
  readStream(stream, { cursor, until: NOON });
const keysOf = (items: readonly { hotspot: { key: string } }[]) =>
  items.map(({ hotspot }) => hotspot.key);

it('reads the whole list once, however old, and then what changed of it', async () => {
  const { sonarqube, stream, received } = await startWith('A', 'B');
  const first = await read(stream);
  expect(keysOf(first.items)).toEqual(['A', 'B']);
  expect(JSON.stringify(first)).not.toContain('someone@example.com');
  expect((await read(stream, first.cursor)).items).toEqual([]);
  Object.assign(sonarqube.hotspots[1], {
    status: 'REVIEWED',
    resolution: 'SAFE',
    updateDate: '2026-02-25T08:00:00+0000',
  });
  const third = await read(stream, first.cursor);
  expect(keysOf(third.items)).toEqual(['B']);
  expect((await read(stream, third.cursor)).items).toEqual([]);
  // Each time the project and one page.
  expect(received).toHaveLength(8);
});

it('has no history behind the list', async () => {
  const { stream, received } = await startWith('A');
  const { pages } = await readStream(stream, {
    direction: 'history',
    until: NOON,
  });
  expect(pages).toEqual([]);
  expect(received).toEqual([]);
});

it('tells as fixed what an analysis does not find any more, also of what was acknowledged', async () => {
  const { sonarqube, stream } = await startWith('A', 'B');
  const acknowledged = { status: 'REVIEWED', resolution: 'ACKNOWLEDGED' };
  sonarqube.addHotspot('C', FIRST, acknowledged);
  sonarqube.addHotspot('D', FIRST, { status: 'REVIEWED', resolution: 'SAFE' });
  const first = await read(stream);
  sonarqube.hotspots = sonarqube.hotspots.filter(({ key }) => key === 'B');
  sonarqube.analyse(SECOND);
  const second = await read(stream, first.cursor);
  const goneAt = '2026-03-01T08:00:00.000Z';
  expect(second.items).toEqual([
    {
      hotspot: expect.objectContaining({ key: 'A', status: 'TO_REVIEW' }),
      goneAt,
    },
    { hotspot: expect.objectContaining({ key: 'C' }), goneAt },
  ]);
  expect((await read(stream, second.cursor)).items).toEqual([]);
  sonarqube.analyse('2026-03-01T09:00:00+0000');
  expect((await read(stream, second.cursor)).items).toEqual([]);
});

it('does not take for fixed what is not listed without a new analysis, or only on a shifted page', async () => {
  const { sonarqube, stream } = await startWith('A', 'B');
  const first = await read(stream);
  const [missing] = sonarqube.hotspots.splice(0, 1);
  const second = await read(stream, first.cursor);
  expect(second.items).toEqual([]);
  // It is found by its key, and was not on the pages.
  sonarqube.analyse(SECOND);
  sonarqube.hotspots.push({ ...missing, project: 'shifted' });
  const third = await read(stream, second.cursor);
  expect(third.items).toEqual([]);
  expect(Object.keys(third.cursor.open).sort()).toEqual(['A', 'B']);
});

it('asks when a person said that it is fixed', async () => {
  const { sonarqube, stream } = await startWith();
  const fixed = { status: 'REVIEWED', resolution: 'FIXED' };
  sonarqube.addHotspot('A', FIRST, fixed);
  sonarqube.addHotspot('gone', FIRST, fixed);
  const diffs = [{ key: 'resolution', newValue: 'FIXED' }];
  sonarqube.changelogs.set('A', [
    { creationDate: '2026-02-18T10:00:00+0100', diffs },
    { creationDate: '2026-02-19T10:00:00+0100', diffs },
    {
      creationDate: '2026-02-20T10:00:00+0100',
      diffs: [{ key: 'assignee', newValue: 'someone' }],
    },
  ]);
  const { items } = await read(stream);
  expect(items).toEqual([
    {
      hotspot: expect.objectContaining({ key: 'A' }),
      fixedAt: '2026-02-19T09:00:00.000Z',
    },
    { hotspot: expect.objectContaining({ key: 'gone' }) },
  ]);
});

it('goes on where it was stopped', async () => {
  const { sonarqube, stream } = await startWith();
  for (let index = 0; index < 1200; index += 1)
    sonarqube.addHotspot(`H${index}`, FIRST);
  const first = await readStream(stream, { until: NOON, atMost: 1 });
  const rest = await read(stream, first.cursor);
  expect(first.items).toHaveLength(500);
  expect(new Set(keysOf([...first.items, ...rest.items])).size).toBe(1200);
  expect(rest.items).toHaveLength(700);
});

it('cuts a list that is longer than SonarQube gives', async () => {
  const { sonarqube, stream } = await startWith();
  for (let index = 0; index < 10_100; index += 1) {
    const isSafe = index % 2 === 0;
    sonarqube.addHotspot(`H${index}`, FIRST, {
      ...(isSafe && { status: 'REVIEWED', resolution: 'SAFE' }),
    });
  }
  const { items } = await read(stream);
  expect(new Set(keysOf(items)).size).toBe(10_100);
});

it('says so where even that is too long', async () => {
  const { sonarqube, stream } = await startWith();
  for (let index = 0; index < 10_001; index += 1)
    sonarqube.addHotspot(`H${index}`, FIRST);
  await expect(read(stream)).rejects.toThrow(
    /no more than 10000 security hotspots .* acme:payments has more .*TO_REVIEW/,
  );
});
