import { findFolder } from './findFolder';

describe('findFolder', () => {
  it.each([
    [
      'url:https://github.com/acme/mono/tree/main/services/a/',
      'https://github.com/acme/mono',
      'services/a',
    ],
    [
      'url:https://github.com/Acme/Mono/blob/main/services/a',
      'https://github.com/acme/mono',
      'services/a',
    ],
    [
      'url:https://github.com/acme/mono/tree/main/',
      'https://github.com/acme/mono',
      '',
    ],
    ['url:https://github.com/acme/mono', 'https://github.com/acme/mono/', ''],
    [
      'url:https://github.com/acme/mono-two/tree/main/a',
      'https://github.com/acme/mono',
      undefined,
    ],
    [
      'url:https://gitlab.com/acme/mono/-/tree/main/a%20b/',
      'https://gitlab.com/acme/mono',
      'a b',
    ],
    [
      'url:https://bitbucket.org/acme/mono/src/main/a/',
      'https://bitbucket.org/acme/mono',
      'a',
    ],
    [
      'url:https://dev.azure.com/acme/p/_git/mono?path=/a/b',
      'https://dev.azure.com/acme/p/_git/mono',
      'a/b',
    ],
    [
      'url:https://github.com/acme/mono/tree/main/100%/',
      'https://github.com/acme/mono',
      '100%',
    ],
    ['file:/srv/mono', 'https://github.com/acme/mono', undefined],
    [undefined, 'https://github.com/acme/mono', undefined],
  ])(
    'finds in %s of %s the folder %s',
    (sourceLocation, repositoryUrl, expected) => {
      expect(findFolder({ sourceLocation, repositoryUrl })).toBe(expected);
    },
  );
});
