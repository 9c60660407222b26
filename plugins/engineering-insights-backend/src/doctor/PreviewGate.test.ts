import { PreviewGate } from './PreviewGate';

const forever = () => new Promise<never>(() => {});
const once = async () => 'done';

/** A gate whose clock stands until it is moved. */
function createGate(limits: { atOnce: number; perMinute: number }) {
  let now = 0;
  const gate = PreviewGate.create({ now: () => now, limits });
  return {
    gate,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe('PreviewGate', () => {
  it('lets as many callers in at once as its limit', async () => {
    const { gate } = createGate({ atOnce: 2, perMinute: 20 });
    gate.run('a', forever);
    gate.run('b', forever);
    await expect(gate.run('c', once)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('lets one in again when one has ended, also by an error', async () => {
    const { gate } = createGate({ atOnce: 1, perMinute: 20 });
    await expect(
      gate.run('a', async () => {
        throw new Error('lost');
      }),
    ).rejects.toThrow('lost');
    expect(await gate.run('b', once)).toBe('done');
  });

  it('gives a caller his number in a minute, and others theirs', async () => {
    const { gate, pass } = createGate({ atOnce: 2, perMinute: 2 });
    await gate.run('a', once);
    pass(30_000);
    await gate.run('a', once);
    await expect(gate.run('a', once)).rejects.toMatchObject({
      name: 'TooManyRequestsError',
      message: expect.stringContaining('2 rules a minute'),
    });
    expect(await gate.run('b', once)).toBe('done');
    pass(30_001);
    expect(await gate.run('a', once)).toBe('done');
    await expect(gate.run('a', once)).rejects.toThrow('a minute');
  });
});
