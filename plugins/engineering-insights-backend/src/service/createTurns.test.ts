import { createTurns } from './createTurns';

it('lets so many work at once, and the others in the order of asking', async () => {
  const turns = createTurns(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = [1, 2, 3, 4].map(no =>
    turns(async () => {
      begun.push(no);
      await new Promise<void>(resolve => {
        ends.push(resolve);
      });
      return no;
    }),
  );
  expect(begun).toEqual([1, 2]);
  ends[1]();
  await all[1];
  await Promise.resolve();
  expect(begun).toEqual([1, 2, 3]);
  ends[0]();
  ends[2]();
  await Promise.all([all[0], all[2]]);
  await Promise.resolve();
  expect(begun).toEqual([1, 2, 3, 4]);
  ends[3]();
  expect(await Promise.all(all)).toEqual([1, 2, 3, 4]);
});

it('gives the turn on where work fails', async () => {
  const turns = createTurns(1);
  const failing = turns(async () => {
    throw new Error('no');
  });
  const next = turns(async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
