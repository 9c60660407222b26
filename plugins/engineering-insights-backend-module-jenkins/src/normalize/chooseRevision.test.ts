import {
  branchNameOf,
  chooseRevision,
  type CheckedOut,
} from './chooseRevision';

const LIBRARY: CheckedOut = {
  sha: 'aaa',
  branch: 'master',
  remoteUrls: ['git@github.com:acme/pipeline-library.git'],
};
const OWN: CheckedOut = {
  sha: 'bbb',
  branch: 'refs/remotes/origin/main',
  remoteUrls: ['https://github.com/acme/payments.git'],
};

function choose(options: Partial<Parameters<typeof chooseRevision>[0]>) {
  return chooseRevision({
    checkedOut: [LIBRARY, OWN],
    jobNames: ['nightly'],
    sharedLibraries: [],
    ...options,
  })?.sha;
}

it.each<[string, string | undefined, Parameters<typeof choose>[0]]>([
  ['the only one', 'aaa', { checkedOut: [LIBRARY] }],
  ['one that was checked out twice', 'bbb', { checkedOut: [OWN, OWN] }],
  ['none where nothing was checked out', undefined, { checkedOut: [] }],
  ['none where nothing tells', undefined, {}],
  [
    'that of the repository that the job or its project is named after',
    'bbb',
    { jobNames: ['Shop', 'Payments', 'main'] },
  ],
  [
    'that of the branch of a multibranch project',
    'bbb',
    { jobNames: ['api', 'main'], jobBranch: 'main' },
  ],
  [
    'that which is of no shared library, by whichever address it was cloned',
    'bbb',
    { sharedLibraries: ['https://github.com/Acme/pipeline-library'] },
  ],
  [
    'that of the named repository, though the library has the branch as well',
    'bbb',
    {
      checkedOut: [{ ...LIBRARY, branch: 'main' }, OWN],
      jobNames: ['payments', 'main'],
      jobBranch: 'main',
    },
  ],
])('a build is about %s', (_, sha, options) => {
  expect(choose(options)).toBe(sha);
});

it.each([
  ['https://github.com/acme/lib.git', 'git@github.com:acme/lib.git'],
  [
    'https://git.example.org:8443/acme/lib',
    'ssh://git@git.example.org:7999/acme/lib.git',
  ],
  ['https://git.example.org/acme/lib/', 'ssh://git.example.org/acme/lib'],
  [
    'https://ci@example.org@git.example.org/acme/lib',
    'git@git.example.org:acme/lib',
  ],
])('%s and %s are one repository', (library, url) => {
  expect(
    choose({
      checkedOut: [{ ...LIBRARY, remoteUrls: [url] }, OWN],
      sharedLibraries: [library],
    }),
  ).toBe('bbb');
});

it.each([
  ['refs/remotes/origin/main', 'main'],
  ['refs/remotes/upstream/feature/cards', 'feature/cards'],
  ['origin/release/1.2', 'release/1.2'],
  ['refs/heads/main', 'main'],
  ['feature/cards', 'feature/cards'],
  ['detached', undefined],
  [undefined, undefined],
])('the branch of %s is %s', (ref, name) => {
  expect(branchNameOf(ref)).toBe(name);
});
