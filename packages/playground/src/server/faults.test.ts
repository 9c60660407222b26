import express from 'express';
import request from 'supertest';
import { createFaults, FAULTS } from './faults';

// Long histories on a busy machine take their time.
jest.setTimeout(60_000);

async function outcomes(seed: string): Promise<string[]> {
  const app = express();
  app.use(
    createFaults({ seed, faults: FAULTS.filter(fault => fault !== 'slow') }),
  );
  app.get('/', (_req, res) => {
    res.send('x'.repeat(1000));
  });
  const seen: string[] = [];
  for (let i = 0; i < 150; i++) {
    const outcome = await request(app)
      .get('/')
      .then(response => String(response.status))
      .catch(() => 'truncated');
    seen.push(outcome);
  }
  return seen;
}

describe('createFaults', () => {
  it('breaks the same few answers in every run, and never two in a row', async () => {
    const first = await outcomes('a');
    expect(await outcomes('a')).toEqual(first);
    expect(await outcomes('b')).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set(['200', '429', '500', 'truncated']));
    const broken = first.filter(outcome => outcome !== '200').length;
    expect(broken / first.length).toBeLessThan(0.2);
    expect(
      first.some(
        (outcome, index) =>
          outcome !== '200' && index > 0 && first[index - 1] !== '200',
      ),
    ).toBe(false);
  });
});
