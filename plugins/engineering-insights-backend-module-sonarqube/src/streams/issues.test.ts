import { FakeSonarqube } from '../__testUtils__/FakeSonarqube';
import { readStream } from '../__testUtils__/readStream';
import { issuesStream } from './issues';

// Thousands on a busy machine take their time.
jest.setTimeout(30_000);

const HOUR_BEFORE = '2026-03-01T11:00:00.000Z';
const NOON = '2026-03-01T12:00:00.000Z';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function streamOf(sonarqube: FakeSonarqube) {
  const { client, received, stop } = await sonarqube.start();
  stops.push(stop);
  const stream = issuesStream(client, { siteUrl: 'http://sonarqube' });
  return { stream, received };
}

const keysOf = (items: readonly { issue: { key: string } }[]) =>
  items.map(({ issue }) => issue.key);
const firstLive = { since: HOUR_BEFORE, until: NOON };

describe('history', () => {
  it('reads every issue, the latest created first, however old', async () => {
    const sonarqube = new FakeSonarqube();
    sonarqube.addIssue('old', '2019-05-01T10:00:00+0000');
    sonarqube.addIssue('new', '2026-02-01T10:00:00+0200');
    const { stream } = await streamOf(sonarqube);
    const { pages, items } = await readStream(stream, {
      direction: 'history',
      until: NOON,
    });
    expect(keysOf(items)).toEqual(['new', 'old']);
    expect(pages.map(({ coveredFrom }) => coveredFrom)).toEqual([
      '2025-09-01T00:00:00.000Z',
    ]);
    expect(JSON.stringify(items)).not.toContain('someone@example.com');
  });

  it('goes on where it was stopped, and reads nothing twice', async () => {
    const sonarqube = new FakeSonarqube();
    const day = Date.parse('2026-02-28T00:00:00Z');
    for (let index = 0; index < 1200; index += 1) {
      // Three of each instant, so that some are cut by the end of a page.
      const at = new Date(day - Math.floor(index / 3) * 60_000);
      sonarqube.addIssue(`I${index}`, at.toISOString());
    }
    const { stream, received } = await streamOf(sonarqube);
    const first = await readStream(stream, {
      direction: 'history',
      until: NOON,
      atMost: 1,
    });
    const rest = await readStream(stream, {
      direction: 'history',
      until: NOON,
      cursor: first.cursor,
    });
    const read = keysOf([...first.items, ...rest.items]);
    expect(read).toHaveLength(1200);
    expect(new Set(read).size).toBe(1200);
    expect(received.map(({ url }) => url.searchParams.get('p'))).toEqual([
      '1',
      '1',
      '1',
    ]);
    expect(first.pages[0].coveredFrom).toBe('2026-02-27T21:14:01.000Z');
  });

  it('reads all that one second created, beyond what SonarQube lists of a question', async () => {
    const sonarqube = new FakeSonarqube();
    const at = '2026-02-01T10:00:00+0000';
    const types = ['BUG', 'VULNERABILITY', 'CODE_SMELL'];
    for (let index = 0; index < 10_100; index += 1) {
      sonarqube.addIssue(`I${index}`, at, {
        type: types[index % 3],
        severity: index % 2 ? 'MAJOR' : 'INFO',
        ...(index % 5 === 0 && { status: 'CLOSED', resolution: 'FIXED' }),
      });
    }
    sonarqube.addIssue('earlier', '2026-02-01T09:59:59+0000');
    sonarqube.addIssue('later', '2026-02-01T10:00:01+0000');
    const { stream } = await streamOf(sonarqube);
    const { items } = await readStream(stream, {
      direction: 'history',
      until: NOON,
    });
    expect(new Set(keysOf(items)).size).toBe(10_102);
  });

  it('says so where even that is too much, and loses nothing silently', async () => {
    const sonarqube = new FakeSonarqube();
    for (let index = 0; index < 10_001; index += 1)
      sonarqube.addIssue(`I${index}`, '2026-02-01T10:00:00+0000');
    const { stream } = await streamOf(sonarqube);
    await expect(
      readStream(stream, { direction: 'history', until: NOON }),
    ).rejects.toThrow(/no more than 10000 issues .* acme:payments has 10001/);
  });
});

describe('live', () => {
  it('hands over what changed since, the oldest change first', async () => {
    const sonarqube = new FakeSonarqube();
    sonarqube.analyse('2026-02-20T08:00:00+0000');
    sonarqube.addIssue('before', '2026-02-20T08:00:00+0000');
    sonarqube.addIssue('second', '2026-03-01T11:30:00+0000');
    sonarqube.addIssue('first', '2026-03-01T12:10:00+0100');
    const { stream, received } = await streamOf(sonarqube);
    const { items } = await readStream(stream, firstLive);
    expect(keysOf(items)).toEqual(['first', 'second']);
    expect(received).toHaveLength(2);
  });

  it('says that a project is gone, for which the search finds none', async () => {
    const { stream } = await streamOf(new FakeSonarqube());
    await expect(
      readStream(stream, { ...firstLive, project: 'gone' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('reads what a long analysis changed, whose changes have the time at which it began', async () => {
    const sonarqube = new FakeSonarqube();
    sonarqube.analyse('2026-02-20T08:00:00+0000');
    const { stream } = await streamOf(sonarqube);
    const first = await readStream(stream, firstLive);
    // It began before the first reading and was worked off after it.
    sonarqube.analyse('2026-03-01T09:00:00+0000');
    sonarqube.addIssue('late', '2026-03-01T09:00:00+0000');
    const second = await readStream(stream, {
      cursor: first.cursor,
      until: '2026-03-01T13:00:00.000Z',
    });
    expect(keysOf(second.items)).toEqual(['late']);
    // Some of it is found only after the analysis itself is listed.
    sonarqube.addIssue('later', '2026-03-01T09:00:00+0000');
    const third = await readStream(stream, {
      cursor: second.cursor,
      until: '2026-03-01T13:05:00.000Z',
    });
    expect(keysOf(third.items)).toContain('later');
    const fourth = await readStream(stream, {
      cursor: third.cursor,
      until: '2026-03-01T13:30:00.000Z',
    });
    expect(fourth.items).toEqual([]);
  });

  it('gives what it reads no time, so that what is read last counts', async () => {
    const sonarqube = new FakeSonarqube();
    // Somebody changed it while the analysis ran that closed it.
    const issue = sonarqube.addIssue('it', '2026-03-01T11:30:00+0000');
    sonarqube.analyse('2026-03-01T11:20:00+0000');
    const { stream } = await streamOf(sonarqube);
    const first = await readStream(stream, firstLive);
    Object.assign(issue, {
      status: 'CLOSED',
      resolution: 'FIXED',
      updateDate: '2026-03-01T11:20:00+0000',
      closeDate: '2026-03-01T11:20:00+0000',
    });
    const second = await readStream(stream, {
      cursor: first.cursor,
      until: '2026-03-01T12:05:00.000Z',
    });
    const [item] = second.items;
    expect(stream.identify(item)).toEqual({ externalId: 'it' });
    const result = stream.normalize(item);
    if (result.result !== 'ok') throw new Error(result.reason);
    expect(result.facts).toMatchObject([{ state: 'fixed' }]);
    expect(result.facts[0].sourceUpdatedAt).toBeUndefined();
  });

  it('reads what a person changed without an analysis', async () => {
    const sonarqube = new FakeSonarqube();
    sonarqube.analyse('2026-02-20T08:00:00+0000');
    const issue = sonarqube.addIssue('it', '2026-02-20T08:00:00+0000');
    const { stream } = await streamOf(sonarqube);
    const first = await readStream(stream, firstLive);
    expect(first.items).toEqual([]);
    issue.updateDate = '2026-03-01T12:01:00+0000';
    const { items } = await readStream(stream, {
      cursor: first.cursor,
      until: '2026-03-01T12:30:00.000Z',
    });
    expect(keysOf(items)).toEqual(['it']);
  });

  it('reads all by creation where more changed than fits a few pages, and goes on where it was stopped', async () => {
    const sonarqube = new FakeSonarqube();
    sonarqube.analyse('2026-03-01T11:30:00+0000');
    const created = Date.parse('2026-01-01T00:00:00Z');
    for (let index = 0; index < 2600; index += 1) {
      sonarqube.addIssue(`I${index}`, '2026-03-01T11:30:00+0000', {
        creationDate: new Date(created - index * 60_000).toISOString(),
      });
    }
    const { stream, received } = await streamOf(sonarqube);
    const first = await readStream(stream, { ...firstLive, atMost: 2 });
    const rest = await readStream(stream, {
      cursor: first.cursor,
      until: '2026-03-01T12:05:00.000Z',
    });
    const read = keysOf([...first.items, ...rest.items]);
    expect(read).toHaveLength(2600);
    expect(new Set(read).size).toBe(2600);
    expect(rest.cursor).toEqual({
      changedTo: NOON,
      analysedAt: '2026-03-01T11:30:00.000Z',
      seenAt: NOON,
    });
    // The project, four pages by change and six by creation.
    expect(received).toHaveLength(11);
  });
});
