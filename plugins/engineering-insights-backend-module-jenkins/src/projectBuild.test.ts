import { projectBuild, withoutCredentials } from './projectBuild';

it.each([
  [
    'https://ci:ghp_secret@github.com/acme/pay.git',
    'https://github.com/acme/pay.git',
  ],
  ['https://token@git.example.org/pay', 'https://git.example.org/pay'],
  [
    'https://ci@example.org:token@git.example.org/pay',
    'https://git.example.org/pay',
  ],
  [
    'ssh://jane.doe@gerrit.example.org:29418/pay',
    'ssh://gerrit.example.org:29418/pay',
  ],
  ['https://github.com/acme/pay@2.git', 'https://github.com/acme/pay@2.git'],
  ['git@github.com:acme/pay.git', 'git@github.com:acme/pay.git'],
])('keeps of the address %s what is no credential', (url, kept) => {
  expect(withoutCredentials(url)).toBe(kept);
});

it('keeps what is used, as Jenkins tells it', () => {
  expect(
    projectBuild({
      _class: 'hudson.model.FreeStyleBuild',
      number: 7,
      timestamp: 1,
      result: null,
      description: 'of no concern',
      actions: [
        {},
        { _class: 'hudson.model.ParametersAction', parameters: [] },
        {
          _class: 'hudson.plugins.git.util.BuildData',
          remoteUrls: ['https://ci:secret@git.example.org/pay'],
          lastBuiltRevision: {
            SHA1: 'abc',
            branch: [{ SHA1: 'abc', name: 'main' }],
          },
        },
      ],
    }),
  ).toEqual({
    _class: 'hudson.model.FreeStyleBuild',
    number: 7,
    timestamp: 1,
    result: null,
    actions: [
      {
        _class: 'hudson.plugins.git.util.BuildData',
        remoteUrls: ['https://git.example.org/pay'],
        lastBuiltRevision: { SHA1: 'abc', branch: [{ name: 'main' }] },
      },
    ],
  });
});
