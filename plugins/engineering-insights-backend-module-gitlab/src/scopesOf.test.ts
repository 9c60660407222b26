import { identitiesOf, scopesOf } from './scopesOf';

const configuredHosts = ['gitlab.com', 'git.example.org'];
const choices = {
  'gitlab.com': {
    host: 'gitlab.com',
    baseUrl: 'https://gitlab.com',
    configuredHosts,
  },
  'git.example.org': {
    host: 'git.example.org',
    baseUrl: 'https://git.example.org/gitlab',
    configuredHosts,
  },
} as const;

function entity(annotations: Record<string, string>, kind = 'Component') {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'x', annotations },
  };
}
const scopeIds = (
  value: ReturnType<typeof entity>,
  host: keyof typeof choices = 'gitlab.com',
) => scopesOf(value, choices[host]).map(scope => scope.externalId);

describe('scopesOf', () => {
  it('takes the slug, in lower case, and the paths of a monorepo', () => {
    const value = entity({
      'gitlab.com/project-slug': 'Acme/Shop/Payments',
      'engineering-insights/paths': 'services/api/**, libs/**',
    });
    expect(scopesOf(value, choices['gitlab.com'])).toEqual([
      {
        externalId: 'acme/shop/payments',
        title: 'Acme/Shop/Payments',
        url: 'https://gitlab.com/Acme/Shop/Payments',
        paths: ['services/api/**', 'libs/**'],
      },
    ]);
    expect(scopeIds(value, 'git.example.org')).toEqual([]);
  });

  it.each(['acme', 'acme/', '/acme', 'acme//a', '../x y'])(
    'takes no scope from the slug %p',
    slug => {
      expect(scopeIds(entity({ 'gitlab.com/project-slug': slug }))).toEqual([]);
    },
  );

  it.each(['git.example.org', 'https://git.example.org/gitlab/'])(
    'takes a slug for the instance %s',
    instance => {
      const value = entity({
        'gitlab.com/project-slug': 'acme/payments',
        'gitlab.com/instance': instance,
      });
      expect(scopeIds(value)).toEqual([]);
      expect(scopeIds(value, 'git.example.org')).toEqual(['acme/payments']);
    },
  );

  it('takes a slug without an instance for the host of the source location', () => {
    const value = entity({
      'gitlab.com/project-slug': 'acme/payments',
      'backstage.io/source-location':
        'url:https://git.example.org/gitlab/acme/payments/',
    });
    expect(scopeIds(value)).toEqual([]);
    expect(scopeIds(value, 'git.example.org')).toEqual(['acme/payments']);
  });

  it('takes the source location of a component without a slug, with its groups', () => {
    const location = (target: string, kind?: string) =>
      entity({ 'backstage.io/source-location': `url:${target}` }, kind);
    const file = 'https://gitlab.com/acme/shop/payments/-/tree/main/api/';
    expect(scopeIds(location(file))).toEqual(['acme/shop/payments']);
    expect(scopeIds(location(file), 'git.example.org')).toEqual([]);
    expect(scopeIds(location(file, 'Template'))).toEqual([]);
    expect(
      scopeIds(
        location('https://git.example.org/gitlab/acme/payments.git'),
        'git.example.org',
      ),
    ).toEqual(['acme/payments']);
    expect(
      scopeIds(
        location('https://git.example.org/acme/payments'),
        'git.example.org',
      ),
    ).toEqual([]);
  });

  it.each([
    'url:https://github.com/acme/payments',
    'file:/tmp/x',
    'url:no url',
  ])('takes nothing from %s', location => {
    expect(
      scopeIds(entity({ 'backstage.io/source-location': location })),
    ).toEqual([]);
  });

  it('takes nothing from an entity without annotations', () => {
    expect(scopeIds(entity({}))).toEqual([]);
  });
});

describe('identitiesOf', () => {
  it.each<[Record<string, string>, keyof typeof choices, boolean]>([
    [{ 'gitlab.com/user-login': 'ann' }, 'gitlab.com', true],
    [{ 'gitlab.com/user-login': 'ann' }, 'git.example.org', false],
    [{ 'git.example.org/user-login': 'ann' }, 'git.example.org', true],
    [
      {
        'gitlab.com/user-login': 'ann',
        'gitlab.com/instance': 'git.example.org',
      },
      'git.example.org',
      true,
    ],
    [{}, 'gitlab.com', false],
  ])('of %j on %s', (annotations, host, isKnown) => {
    expect(identitiesOf(entity(annotations, 'User'), choices[host])).toEqual(
      isKnown ? [{ source: 'gitlab', login: 'ann' }] : [],
    );
  });
});
