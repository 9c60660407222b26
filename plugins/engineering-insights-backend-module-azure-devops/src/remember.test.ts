import { setTimeout as sleep } from 'node:timers/promises';
import { remember } from './remember';

function counting() {
  let count = 0;
  return async () => {
    count += 1;
    return count;
  };
}

it('loads once, also for who asks meanwhile, each key by itself', async () => {
  const kept = remember({ seconds: 60 });
  const load = counting();
  await expect(
    Promise.all([kept('a', load), kept('a', load), kept('b', load)]),
  ).resolves.toEqual([1, 1, 2]);
});

it('loads again when its time is over', async () => {
  const kept = remember({ seconds: 0.02 });
  const load = counting();
  await kept('a', load);
  await sleep(40);
  await expect(kept('a', load)).resolves.toBe(2);
});

it('keeps no failure', async () => {
  const kept = remember({ seconds: 60 });
  const failing = async () => {
    throw new Error('away');
  };
  await expect(kept('a', failing)).rejects.toThrow('away');
  await expect(kept('a', counting())).resolves.toBe(1);
});

it('loads for who waits when who began was stopped', async () => {
  const kept = remember({ seconds: 60 });
  const stopped = kept('a', async () => {
    await sleep(10);
    throw Object.assign(new Error('stopped'), { name: 'AbortError' });
  });
  const waiting = kept('a', counting());
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  await expect(waiting).resolves.toBe(1);
});
