import { createPacer } from './createPacer';

const PAUSE_MS = 2_000;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Work of three seconds that counts how often it began and ended. */
function createWork() {
  const counts = { begun: 0, ended: 0 };
  const work = async () => {
    counts.begun += 1;
    await new Promise(resolve => setTimeout(resolve, 3_000));
    counts.ended += 1;
  };
  return { counts, pacer: createPacer({ work, pauseMs: PAUSE_MS }) };
}

it('begins at once, and again once for all who asked meanwhile', async () => {
  const { counts, pacer } = createWork();
  pacer.ask();
  expect(counts).toEqual({ begun: 1, ended: 0 });
  for (let second = 0; second < 4; second += 1) {
    await jest.advanceTimersByTimeAsync(1_000);
    pacer.ask();
  }
  expect(counts).toEqual({ begun: 1, ended: 1 });
  await jest.advanceTimersByTimeAsync(1_000);
  expect(counts).toEqual({ begun: 2, ended: 1 });
  await jest.advanceTimersByTimeAsync(60_000);
  expect(counts).toEqual({ begun: 2, ended: 2 });
  pacer.ask();
  expect(counts).toEqual({ begun: 3, ended: 2 });
});

it('ends what is begun and begins nothing after it was stopped', async () => {
  const { counts, pacer } = createWork();
  pacer.ask();
  pacer.ask();
  pacer.stop();
  pacer.ask();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(counts).toEqual({ begun: 1, ended: 1 });
});
