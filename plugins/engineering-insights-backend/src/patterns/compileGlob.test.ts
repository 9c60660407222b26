import fc from 'fast-check';
import { minimatch } from 'minimatch';
import { compileGlob } from './compileGlob';
import { findGlobProblem } from './findGlobProblem';

it.each([
  ['services/pay/**', 'services/pay/src/a.ts', true],
  ['services/pay/**', 'services/payments/a.ts', false],
  ['**/package.json', 'package.json', true],
  ['**/package.json', 'a/b/package.json', true],
  ['a/**/b', 'a/b', true],
  ['a/**/b', 'a/x/y/b', true],
  ['lib/*.ts', 'lib/a.ts', true],
  ['lib/*.ts', 'lib/a/b.ts', false],
  ['lib/.*', 'lib/.env', true],
  ['lib/*', 'lib/.env', true],
  ['a?c', 'a/c', false],
  ['v[0-9]/**', 'v2/a', true],
  ['v[!0-9]/**', 'v2/a', false],
  ['{api,web}/**', 'web/a', true],
  ['{api,web}/**', 'docs/a', false],
  ['a\\+\\(b\\)/\\{c\\}/**', 'a+(b)/{c}/x.ts', true],
  ['a.b', 'axb', false],
])('says of %s and %s: %s', (glob, path, expected) => {
  expect(compileGlob(glob)(path)).toBe(expected);
});

it('fits what a well-known library fits', () => {
  const glob = fc
    .array(
      fc.constantFrom(
        'a',
        'b',
        '/',
        '*',
        '**',
        '?',
        '[ab]',
        '[!a]',
        '{a,b/a}',
        '.',
        '\\*',
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map(parts => parts.join(''))
    .filter(text => findGlobProblem(text) === undefined)
    // Of an address without a name between two slashes, and of a name of dots alone, nobody asks.
    .filter(text => !/\/\/|^\/|\/$|(^|\/)\.+(\/|$)/.test(text));
  const path = fc
    .array(fc.constantFrom('a', 'b', 'ab', 'ba', 'a.b', '*', '.a'), {
      minLength: 1,
      maxLength: 4,
    })
    .map(parts => parts.join('/'));
  fc.assert(
    fc.property(glob, path, (text, name) => {
      expect({ text, name, fits: compileGlob(text)(name) }).toEqual({
        text,
        name,
        fits: minimatch(name, text, { dot: true }),
      });
    }),
    { numRuns: 2_000 },
  );
});

it('takes a time that goes with the length of the path alone', () => {
  const fits = compileGlob('[a-z]*[a-z]*[a-z]*[a-z]*b');
  const timeOf = (length: number) => {
    const begun = performance.now();
    for (let count = 0; count < 20; count += 1) fits('a'.repeat(length));
    return performance.now() - begun;
  };
  timeOf(400);
  // Going back, it would take ten thousand times as long.
  expect(timeOf(4_000)).toBeLessThan(100 * timeOf(400) + 100);
});
