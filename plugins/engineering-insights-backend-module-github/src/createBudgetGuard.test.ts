import { RateLimitError } from '@sei-platform/plugin-engineering-insights-node';
import { createBudgetGuard } from './createBudgetGuard';

const START = Date.parse('2026-01-01T00:00:00Z');
const budget = (remaining: number, resetsAt = '2026-01-01T01:00:00.000Z') => ({
  credential: 'token of github.com, core',
  limit: 1_000,
  remaining,
  resetsAt,
});

function guarded() {
  let now = START;
  const guard = createBudgetGuard({ reserve: 0.5, now: () => now });
  return {
    admit: (points = 1, key = 'core') => guard.admit({ key, points }),
    advance: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

const refusal = (seconds: number) =>
  expect.objectContaining({
    name: 'RateLimitError',
    retryAfterSeconds: seconds,
    of: expect.objectContaining({ credential: 'token of github.com, core' }),
  });

it('lets everything out as long as nothing is known', () => {
  const { admit } = guarded();
  for (let count = 0; count < 100; count += 1)
    expect(() => admit()).not.toThrow();
});

it('stops before the reserve, counting what is under way, until the limit is reset', () => {
  const { admit, advance } = guarded();
  admit().end({ budget: budget(503) });
  const first = admit();
  admit(2);
  expect(() => admit()).toThrow(refusal(3600));
  // Another budget is not touched.
  expect(() => admit(5, 'graphql')).not.toThrow();
  first.end({ budget: budget(502) });
  expect(() => admit()).toThrow(refusal(3600));
  advance(3600);
  expect(() => admit()).not.toThrow();
});

it('believes the lowest answer of a period, and of the next one what it tells', () => {
  const { admit } = guarded();
  const [late, early, next] = [admit(), admit(), admit()];
  early.end({ budget: budget(500) });
  late.end({ budget: budget(501) });
  expect(() => admit()).toThrow(refusal(3600));
  next.end({ budget: budget(999, '2026-01-01T02:00:00.000Z') });
  expect(() => admit()).not.toThrow();
});

it('sends nothing for as long as it is asked to', () => {
  const { admit, advance } = guarded();
  const toWait = new RateLimitError(60, 'The rate limit is used up.');
  admit().end({ budget: budget(900), toWait });
  expect(() => admit()).toThrow(refusal(60));
  expect(() => admit()).toThrow(toWait.message);
  advance(60);
  expect(() => admit()).not.toThrow();
});
