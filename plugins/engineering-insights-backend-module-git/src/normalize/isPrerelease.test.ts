import { isPrerelease } from './isPrerelease';

it.each([
  ['v1.2.3', false],
  ['1.2', false],
  ['github-api-1.0', false],
  ['github-api-2.0.0-alpha-1', true],
  ['v1.2.3-rc.1', true],
  ['2.0-beta1', true],
  ['v3.0.0.M2', true],
  ['1.0.0-SNAPSHOT', true],
  ['v1.2.3+build.5', false],
  // A packager's revision of a release.
  ['debian/1.2.3-4', false],
  ['2026-11-23', false],
  ['release-2026.11.23', false],
])('knows whether %s is preliminary: %s', (tag, expected) => {
  expect(isPrerelease(tag)).toBe(expected);
});
