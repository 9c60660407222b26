import { FakeJenkins } from '../testUtils/FakeJenkins';
import { readAll } from '../testUtils/readAll';
import { buildsStream } from './builds';

const NOW = '2026-03-02T12:00:00Z';
const HOUR_AGO = '2026-03-02T11:00:00Z';
const HORIZON = '2025-09-01T00:00:00Z';

let jenkins: FakeJenkins;
beforeEach(async () => {
  jenkins = await FakeJenkins.start();
});
afterEach(() => jenkins.stop());

const streamOf = () => buildsStream(jenkins.client, { sharedLibraries: [] });
const live = (scope: string, cursor?: any, pageCount?: number) =>
  readAll(streamOf(), {
    scope,
    cursor,
    pageCount,
    direction: 'live',
    since: cursor ? HORIZON : HOUR_AGO,
    until: NOW,
  });
const history = (scope: string, cursor?: any, pageCount?: number) =>
  readAll(streamOf(), {
    scope,
    cursor,
    pageCount,
    direction: 'history',
    since: HORIZON,
    until: HOUR_AGO,
  });
/** So many builds, an hour apart, the last one at an instant. */
const buildsUntil = (last: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    at: new Date(
      Date.parse(last) - (count - 1 - index) * 3_600_000,
    ).toISOString(),
    seconds: 60,
  }));

describe('changes of a job', () => {
  it('are read oldest first, and those of before the first reading are left to history', async () => {
    jenkins.build('shop/pay', ...buildsUntil('2026-03-02T10:30:00Z', 3));
    jenkins.build(
      'shop/pay',
      { at: '2026-03-02T11:10:00Z', seconds: 60 },
      { at: '2026-03-02T11:20:00Z', seconds: 60 },
    );
    const { read } = await live('shop/pay');
    expect(read).toEqual(['shop/pay#4', 'shop/pay#5']);
  });

  it('cost one request where there are none', async () => {
    jenkins.build('shop/pay', ...buildsUntil('2026-03-02T11:30:00Z', 3));
    const { cursor } = await live('shop/pay');
    jenkins.takeRequests();
    const { read, pages } = await live('shop/pay', cursor);
    expect(read).toEqual([]);
    expect(pages).toHaveLength(1);
    expect(jenkins.takeRequests()).toEqual(['/job/shop/job/pay/api/json']);
  });

  it('tell of a build that runs, and of its end, and of nothing between', async () => {
    const [running] = jenkins.build('shop/pay', { at: '2026-03-02T11:50:00Z' });
    const first = await live('shop/pay');
    expect(first.read).toEqual(['shop/pay#1']);
    const second = await live('shop/pay', first.cursor);
    expect(second.read).toEqual([]);
    running.seconds = 300;
    const third = await live('shop/pay', second.cursor);
    expect(third.read).toEqual(['shop/pay#1']);
    jenkins.takeRequests();
    await live('shop/pay', third.cursor);
    expect(jenkins.takeRequests()).toHaveLength(1);
  });

  it('tell of the end of a build that began before the first reading, also when a newer one has ended', async () => {
    const [long] = jenkins.build('shop/pay', { at: '2026-03-02T07:00:00Z' });
    jenkins.build('shop/pay', { at: '2026-03-02T08:00:00Z', seconds: 60 });
    const first = await live('shop/pay');
    expect(first.read).toEqual(['shop/pay#1']);
    long.seconds = 18_000;
    const second = await live('shop/pay', first.cursor);
    expect(second.read).toEqual(['shop/pay#1']);
    jenkins.takeRequests();
    await live('shop/pay', second.cursor);
    expect(jenkins.takeRequests()).toHaveLength(1);
  });

  it('tell of the end of a build, though newer ones began and ended while it ran', async () => {
    const [long] = jenkins.build('shop/pay', { at: '2026-03-02T11:30:00Z' });
    const first = await live('shop/pay');
    jenkins.build('shop/pay', { at: '2026-03-02T11:40:00Z', seconds: 60 });
    const second = await live('shop/pay', first.cursor);
    expect(second.read).toEqual(['shop/pay#2']);
    long.seconds = 1_200;
    const third = await live('shop/pay', second.cursor);
    expect(third.read).toEqual(['shop/pay#1']);
  });

  it('do not wait for the end of a build that Jenkins discarded', async () => {
    jenkins.build('shop/pay', { at: '2026-03-02T11:50:00Z' });
    const first = await live('shop/pay');
    jenkins.discard('shop/pay', () => true);
    const second = await live('shop/pay', first.cursor);
    jenkins.takeRequests();
    await live('shop/pay', second.cursor);
    expect(jenkins.takeRequests()).toHaveLength(1);
  });

  it('go on behind a page where a reading was stopped, and lose nothing', async () => {
    jenkins.build(
      'shop/pay',
      ...Array.from({ length: 120 }, (_, index) => ({
        at: new Date(Date.parse(HOUR_AGO) + index * 1_000).toISOString(),
        seconds: 60,
      })),
    );
    const first = await live('shop/pay', undefined, 1);
    expect(first.read).toHaveLength(10);
    const rest = await live('shop/pay', first.cursor);
    expect([...first.read, ...rest.read]).toEqual(
      Array.from({ length: 120 }, (_, index) => `shop/pay#${index + 1}`),
    );
  });

  it('begin anew where a job was deleted and made again', async () => {
    jenkins.build('shop/pay', ...buildsUntil('2026-03-02T11:30:00Z', 5));
    const { cursor } = await live('shop/pay');
    jenkins.remove('shop/pay');
    jenkins.build('shop/pay', { at: '2026-03-02T11:55:00Z', seconds: 60 });
    const { read } = await live('shop/pay', cursor);
    expect(read).toEqual(['shop/pay#1']);
  });

  it('are not read again where the newest builds were deleted', async () => {
    jenkins.build('shop/pay', ...buildsUntil('2026-03-02T11:30:00Z', 5));
    const { cursor } = await live('shop/pay');
    jenkins.discard('shop/pay', ({ number }) => number === 5);
    const { read } = await live('shop/pay', cursor);
    expect(read).toEqual([]);
  });
});

describe('changes below a folder or multibranch project', () => {
  it('are those of every job, however deep, with the branch of those of branches', async () => {
    jenkins.multibranch.add('shop/pay');
    for (const job of [
      'shop/pay/main',
      'shop/pay/feature%2Fcards',
      'shop/deploy',
      'shop/a/b/c/d/e',
    ])
      jenkins.build(job, { at: '2026-03-02T11:10:00Z', seconds: 60 });
    const { read, pages } = await live('shop');
    expect(read.sort()).toEqual([
      'shop/a/b/c/d/e#1',
      'shop/deploy#1',
      'shop/pay/feature%2Fcards#1',
      'shop/pay/main#1',
    ]);
    const jobs = pages.flatMap(({ items }) =>
      items.map((each: any) => each.job),
    );
    expect(jobs).toContainEqual({
      fullName: 'shop/pay/feature%2Fcards',
      branch: 'feature/cards',
    });
    expect(jobs).toContainEqual({ fullName: 'shop/deploy' });
  });

  it('cost one request for all of them where there are none, and one more for a job that has one', async () => {
    jenkins.multibranch.add('pay');
    for (const branch of ['main', 'one', 'two', 'three'])
      jenkins.build(`pay/${branch}`, ...buildsUntil('2026-03-02T11:30:00Z', 2));
    const { cursor } = await live('pay');
    jenkins.takeRequests();
    await live('pay', cursor);
    expect(jenkins.takeRequests()).toEqual(['/job/pay/api/json']);
    jenkins.hasStageView = false;
    jenkins.build('pay/two', { at: '2026-03-02T11:59:00Z', seconds: 1 });
    const { read } = await live('pay', cursor);
    expect(read).toEqual(['pay/two#3']);
    expect(jenkins.takeRequests()).toEqual([
      '/job/pay/api/json',
      '/job/pay/job/two/api/json',
      '/job/pay/job/two/3/wfapi/describe',
      '/job/pay/job/two/wfapi/describe',
    ]);
  });

  it('take in a branch that is new, and forget one that is gone', async () => {
    jenkins.build('pay/main', { at: '2026-03-02T11:10:00Z', seconds: 60 });
    jenkins.build('pay/old', { at: '2026-03-02T11:10:00Z', seconds: 60 });
    const { cursor } = await live('pay');
    jenkins.remove('pay/old');
    jenkins.build('pay/new', { at: '2026-03-02T11:40:00Z', seconds: 60 });
    const next = await live('pay', cursor);
    expect(next.read).toEqual(['pay/new#1']);
    expect(Object.keys((next.cursor as any).jobs)).toEqual([
      'pay/main',
      'pay/new',
    ]);
  });
});

describe('history', () => {
  it('is read newest first, and says how far back', async () => {
    jenkins.build('pay', ...buildsUntil('2026-03-02T10:30:00Z', 120));
    jenkins.build('pay', { at: '2026-03-02T11:30:00Z', seconds: 60 });
    const { read, pages } = await history('pay');
    expect(read).toEqual(
      Array.from({ length: 120 }, (_, index) => `pay#${120 - index}`),
    );
    const covered = pages.map(({ coveredFrom }) => coveredFrom);
    expect(covered).toHaveLength(14);
    // The newest ten, of which one is a change; and all of them.
    expect(covered[0]).toBe('2026-03-02T02:30:00.000Z');
    expect(covered[12]).toBe('2026-02-25T11:30:00.000Z');
    expect(covered[13]).toBeUndefined();
    expect(pages.at(-1)!.heldFrom).toBeUndefined();
  });

  it('ends where it is not wanted', async () => {
    jenkins.build('pay', ...buildsUntil('2025-09-01T01:30:00Z', 60));
    const { read } = await history('pay');
    expect(read).toEqual(['pay#60', 'pay#59']);
  });

  it('says that Jenkins keeps nothing older, by the youngest of the first builds', async () => {
    jenkins.build('shop/pay', ...buildsUntil('2026-03-02T10:30:00Z', 40));
    jenkins.build('shop/cart', ...buildsUntil('2026-03-02T10:30:00Z', 40));
    jenkins.build('shop/new', { at: '2026-03-02T10:30:00Z', seconds: 1 });
    jenkins.discard('shop/pay', ({ number }) => number <= 30);
    jenkins.discard('shop/cart', ({ number }) => number <= 20);
    const { pages } = await history('shop');
    expect(pages.at(-1)!.heldFrom).toBe('2026-03-02T01:30:00.000Z');
    expect(pages.every(({ coveredFrom }) => coveredFrom === undefined)).toBe(
      true,
    );
  });

  it('goes on behind the page where it was stopped, though builds were added and deleted meanwhile', async () => {
    jenkins.build('shop/a', ...buildsUntil('2026-03-02T10:30:00Z', 70));
    jenkins.build('shop/b', ...buildsUntil('2026-03-02T10:30:00Z', 70));
    const read: string[] = [];
    let cursor: unknown;
    for (let round = 0, isLast = false; !isLast; round += 1) {
      const part = await history('shop', cursor, 1);
      read.push(...part.read);
      cursor = part.cursor;
      isLast = 'heldFrom' in part.pages[0];
      if (round === 0) jenkins.discard('shop/a', ({ number }) => number > 60);
      if (round === 1)
        jenkins.build('shop/b', { at: '2026-03-02T11:30:00Z', seconds: 60 });
    }
    const expected = (job: string) =>
      Array.from({ length: 70 }, (_, index) => `shop/${job}#${70 - index}`);
    expect(read).toEqual([...expected('a'), ...expected('b')]);
  });
});

describe('stages', () => {
  it('are those of the plugin, and there are none without it', async () => {
    jenkins.build('pay', ...buildsUntil('2026-03-02T11:30:00Z', 1));
    const withPlugin = await live('pay');
    expect(withPlugin.pages[0].items[0]).toMatchObject({
      stages: [{ name: 'Build', status: 'SUCCESS' }],
    });
    jenkins.hasStageView = false;
    const without = await live('pay');
    expect(without.pages[0].items[0]).not.toHaveProperty('stages');
  });
});
