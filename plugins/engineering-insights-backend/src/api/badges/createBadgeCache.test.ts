import { createBadgeCache } from './createBadgeCache';

function setUp() {
  let time = 0;
  let calculated = 0;
  const cache = createBadgeCache({ now: () => time, keptSeconds: 300 });
  return {
    wait: (seconds: number) => {
      time += seconds * 1_000;
    },
    get: (key: string) =>
      cache.get(key, async () => {
        calculated += 1;
        return `${key} ${calculated}`;
      }),
    fail: (key: string) =>
      cache.get(key, async () => {
        throw new Error('no such badge');
      }),
    count: () => calculated,
  };
}

it('calculates a badge once in five minutes, also for those who ask at once', async () => {
  const { get, wait, count } = setUp();
  await Promise.all([get('a'), get('a'), get('a')]);
  wait(299);
  expect(await get('a')).toEqual({ status: 'found', svg: 'a 1' });
  expect(count()).toBe(1);
  wait(1);
  expect(await get('a')).toEqual({ status: 'found', svg: 'a 2' });
});

it('calculates sixty in a minute, and goes on showing those that it knows', async () => {
  const { get, wait } = setUp();
  for (let no = 0; no < 60; no += 1) await get(`badge-${no}`);
  wait(20);
  expect(await get('another')).toEqual({
    status: 'tooMany',
    retryAfterSeconds: 40,
  });
  expect(await get('badge-3')).toMatchObject({ status: 'found' });
  wait(40);
  expect(await get('another')).toMatchObject({ status: 'found' });
});

it('keeps nothing of what failed, and counts it', async () => {
  const { get, fail } = setUp();
  await expect(fail('a')).rejects.toThrow('no such badge');
  expect(await get('a')).toMatchObject({ status: 'found' });
  for (let no = 0; no < 58; no += 1) await fail(`none-${no}`).catch(() => {});
  expect(await get('b')).toMatchObject({ status: 'tooMany' });
});
