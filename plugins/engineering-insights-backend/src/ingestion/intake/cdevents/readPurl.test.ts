import { readPurl } from './readPurl';

const SHA = '0123456789abcdef0123456789abcdef01234567';

it.each([
  [
    'pkg:oci/app@sha256%3A0b31b1c0?repository_url=ghcr.io/acme&tag=1.4.2',
    { version: '1.4.2' },
  ],
  [`pkg:oci/app@sha256%3A0b31b1c0?tag=${SHA}`, { sha: SHA, version: SHA }],
  ['pkg:oci/app@sha256%3A0b31b1c0', { version: 'sha256:0b31b1c0' }],
  [
    `pkg:oci/app@sha256%3A0b31?tag=1.4.2&vcs_url=git%2Bhttps://git.example.org/a.git%40${SHA}`,
    { sha: SHA, version: '1.4.2' },
  ],
  [
    'pkg:golang/git.example.org/acme/app@234fd47e07d1',
    { sha: '234fd47e07d1', version: '234fd47e07d1' },
  ],
  ['pkg:github/acme/app@v1.4.2', { version: 'v1.4.2' }],
  ['pkg:npm/%40acme/app@1234567', { version: '1234567' }],
  ['pkg:npm/app', {}],
  ['app-1.4.2.whl', {}],
  ['', {}],
])('reads of %s the revision %j', (artifactId, expected) => {
  expect(readPurl(artifactId)).toEqual(expected);
});
