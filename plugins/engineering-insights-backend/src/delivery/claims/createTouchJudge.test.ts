import { createTouchJudge } from './createTouchJudge';

const touched = (path: string) => [{ path }];

it('tells whether files lie where an entity lives', () => {
  const judge = createTouchJudge(['services/pay/**', 'lib/*.ts']);
  expect(judge(touched('services/pay/src/a.ts'))).toBe('touches');
  expect(judge(touched('lib/a.ts'))).toBe('touches');
  expect(judge(touched('docs/a.md'))).toBe('outside');
  expect(judge(null)).toBe('unknown');
  expect(createTouchJudge(null)(touched('docs/a.md'))).toBe('touches');
});

it('does not know what a glob says that could run away, and does not try it', () => {
  // Backtracks for minutes where it is matched.
  const judge = createTouchJudge([`+(${'a|aa'.repeat(6)})+(a|aa)b`, 'lib/**']);
  const begun = performance.now();
  expect(judge(touched('a'.repeat(60)))).toBe('unknown');
  expect(judge(touched('lib/a.ts'))).toBe('touches');
  expect(performance.now() - begun).toBeLessThan(500);
});

it('takes the folder of a catalog file as it is written', () => {
  const judge = createTouchJudge(['a\\+\\(b\\)/\\{c\\}/\\{d\\}/**']);
  expect(judge(touched('a+(b)/{c}/{d}/x.ts'))).toBe('touches');
});
