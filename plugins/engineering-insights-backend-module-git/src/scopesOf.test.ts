import type { Entity } from '@backstage/catalog-model';
import { parseAllowEntry } from './address/AllowList';
import { isPrivateAddress } from './address/isPrivateAddress';
import { refusalOf, scopesOf } from './scopesOf';

const ALLOW = [
  'https://git.example.org/acme/',
  'github.com',
  'http://10.0.0.5:8080/',
  'ssh://git@git.example.org/acme/',
  'ssh://git@git.example.org:2222',
  '/srv/git',
];
const allowed = ALLOW.map(text => {
  const parsed = parseAllowEntry(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.place;
});
const ORIGINS = [...new Set(allowed.map(({ origin }) => origin))];

function entityOf(
  annotations: Record<string, string>,
  kind = 'Component',
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'payments', annotations },
  };
}

/** Where it is read, whatever the connector. */
function scopesFor(
  annotations: Record<string, string>,
  options: { useSourceLocation?: boolean; kind?: string } = {},
) {
  const { useSourceLocation = false, kind } = options;
  return ORIGINS.flatMap(origin =>
    scopesOf(entityOf(annotations, kind), {
      origin,
      allowed,
      useSourceLocation,
      integratedHosts: ['gitlab.com'],
    }).map(scope => [origin, scope.externalId]),
  );
}

const url = (text: string) => ({ 'engineering-insights/git-url': text });

it.each([
  [
    'https://git.example.org/acme/payments.git',
    'https://git.example.org',
    'acme/payments.git',
  ],
  [
    ' https://GIT.example.org:443/acme/payments/ ',
    'https://git.example.org',
    'acme/payments',
  ],
  ['https://github.com/acme/payments', 'https://github.com', 'acme/payments'],
  [
    'https://github.com/~acme/My%20Project/%C3%BC',
    'https://github.com',
    '~acme/My%20Project/%C3%BC',
  ],
  ['http://10.0.0.5:8080/payments.git', 'http://10.0.0.5:8080', 'payments.git'],
  [
    'ssh://git@git.example.org/acme/payments.git',
    'ssh://git@git.example.org',
    'acme/payments.git',
  ],
  [
    'ssh://git@git.example.org:22/acme/payments.git',
    'ssh://git@git.example.org',
    'acme/payments.git',
  ],
  [
    'ssh://git@git.example.org:2222/other.git',
    'ssh://git@git.example.org:2222',
    'other.git',
  ],
  ['/srv/git/payments.git', 'file://', '/srv/git/payments.git'],
  ['file:///srv/git//payments.git/', 'file://', '/srv/git/payments.git'],
])('reads %s', (text, origin, externalId) => {
  expect(scopesFor(url(text))).toEqual([[origin, externalId]]);
  expect(refusalOf(entityOf(url(text)), allowed)).toBeUndefined();
});

it.each([
  ['another host', 'https://example.org/acme/payments.git'],
  ['a host that ends the same', 'https://evil-github.com/acme/payments'],
  ['a host that begins the same', 'https://github.com.evil.org/acme/payments'],
  ['a host below', 'https://x.github.com/acme/payments'],
  ['a dot behind the host', 'https://github.com./acme/payments'],
  ['another port', 'https://github.com:8443/acme/payments'],
  ['another scheme', 'http://github.com/acme/payments'],
  ['ssh where https is listed', 'ssh://git@github.com/acme/payments'],
  ['another user', 'ssh://root@git.example.org/acme/payments.git'],
  ['no user', 'ssh://git.example.org/acme/payments.git'],
  ['another folder', 'https://git.example.org/other/payments.git'],
  [
    'a folder that begins the same',
    'https://git.example.org/acme-evil/payments.git',
  ],
  ['dots that lead out', 'https://git.example.org/acme/../other/payments.git'],
  [
    'dots written by numbers',
    'https://git.example.org/acme/%2e%2e/other/payments.git',
  ],
  [
    'a slash written by its number',
    'https://git.example.org/acme/..%2fother/payments.git',
  ],
  ['a backslash', 'https://github.com\\@evil.org/acme'],
  ['a backslash by its number', 'https://git.example.org/acme/..%5cother'],
  ['a host in the user', 'https://github.com@evil.org/acme/payments'],
  ['a user', 'https://ada@github.com/acme/payments'],
  ['a token', 'https://ada:ghp_secret@github.com/acme/payments'],
  ['a password', 'ssh://git:secret@git.example.org/acme/payments.git'],
  ['a query', 'https://github.com/acme/payments?ref=main'],
  ['a fragment', 'https://github.com/acme/payments#main'],
  ['a tab', 'https://git\thub.com/acme/payments'],
  ['a line end', 'https://github.com/acme/pay\nments'],
  ['a null', 'https://github.com/acme/pay\u0000ments'],
  ['an option', '--upload-pack=touch /tmp/x'],
  ['an option behind a host', 'ssh://-oProxyCommand=touch/acme'],
  ['an option as a user', 'ssh://-oProxyCommand=x@git.example.org/acme/x'],
  ['an option as a path', 'ssh://git@git.example.org/acme/-x'],
  [
    'a quote for the other shell',
    "ssh://git@git.example.org/acme/'$(touch x)'",
  ],
  ['a program', 'ext::sh -c touch% /tmp/x'],
  ['a program without spaces', 'ext::sh'],
  ['a helper before a URL', 'https::https://github.com/acme/payments'],
  ['a file descriptor', 'fd::17/x'],
  ['the protocol of git itself', 'git://github.com/acme/payments'],
  ['ftp', 'ftp://github.com/acme/payments'],
  ['the short form of ssh', 'git@git.example.org:acme/payments.git'],
  ['a file of another host', 'file://example.org/srv/git/payments.git'],
  ['a directory outside', '/etc/payments.git'],
  ['a directory that begins the same', '/srv/git-secret/payments.git'],
  ['a directory that leads out', '/srv/git/../secret'],
  ['a directory by dots', '/srv/git/./payments.git'],
  ['a relative directory', 'srv/git/payments.git'],
  ['a home', '~/payments.git'],
  ['a host alone', 'https://github.com/'],
  ['only a scheme', 'https:///acme/payments'],
  ['nothing', ''],
  ['a text without an end', `https://github.com/${'a'.repeat(2_000)}`],
])('reads nothing of %s, and says so without the text', (_case, text) => {
  expect(scopesFor(url(text))).toEqual([]);
  const refusal = refusalOf(entityOf(url(text)), allowed);
  expect(refusal).toMatch(/^is not read: /);
  expect(refusal).not.toMatch(/secret@|ghp_|touch/);
});

it('names the globs of a part of a repository, and the page of one on the web', () => {
  const [scope] = scopesOf(
    entityOf({
      ...url('https://github.com/acme/shop.git'),
      'engineering-insights/paths': 'api/**, libs/api/**',
    }),
    {
      origin: 'https://github.com',
      allowed,
      useSourceLocation: false,
      integratedHosts: [],
    },
  );
  expect(scope).toEqual({
    externalId: 'acme/shop.git',
    title: 'acme/shop',
    url: 'https://github.com/acme/shop.git',
    paths: ['api/**', 'libs/api/**'],
  });
});

describe('the source location', () => {
  const location = (target: string) => ({
    'backstage.io/source-location': `url:${target}`,
  });
  const located = (annotations: Record<string, string>, kind?: string) =>
    scopesFor(annotations, { useSourceLocation: true, kind });

  it.each([
    'https://github.com/acme/payments/tree/main/',
    'https://github.com/acme/payments/blob/main/catalog-info.yaml',
    'https://github.com/acme/payments/-/tree/main/api/',
    'https://github.com/acme/payments/src/branch/main/',
    'https://github.com/acme/payments',
  ])('names the repository: %s', target => {
    expect(located(location(target))).toEqual([
      ['https://github.com', 'acme/payments'],
    ]);
    expect(scopesFor(location(target))).toEqual([]);
  });

  it('is left to whoever else reads it, and to no other kind', () => {
    const target = 'https://github.com/acme/payments/tree/main/';
    expect(
      located({
        ...location(target),
        'github.com/project-slug': 'acme/payments',
      }),
    ).toEqual([]);
    expect(
      located(location('https://gitlab.com/acme/payments/-/tree/main/')),
    ).toEqual([]);
    expect(located(location(target), 'Location')).toEqual([]);
    expect(
      located(location('https://evil.org/acme/payments/tree/main/')),
    ).toEqual([]);
  });
});

it.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['8.8.8.8', false],
  ['::1', true],
  ['::', true],
  ['fe80::1', true],
  ['fd00::1', true],
  ['::ffff:127.0.0.1', true],
  ['::ffff:7f00:1', true],
  ['64:ff9b::7f00:1', true],
  ['2002:7f00:1::', true],
  ['2606:4700::1111', false],
])('knows whether %s is private: %s', (address, expected) => {
  expect(isPrivateAddress(address)).toBe(expected);
});
