import { identitiesOf, scopesOf } from './scopesOf';

const configuredHosts = ['github.com', 'ghe.example.org'];

function entity(annotations: Record<string, string>, kind = 'Component') {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'x', annotations },
  };
}
const scopeIds = (value: ReturnType<typeof entity>, host = 'github.com') =>
  scopesOf(value, { host, origin: `https://${host}`, configuredHosts }).map(
    scope => scope.externalId,
  );

describe('scopesOf', () => {
  it('takes the slug, in lower case, and the paths of a monorepo', () => {
    const value = entity({
      'github.com/project-slug': 'Acme/Payments',
      'engineering-insights/paths': 'services/api/**, libs/**',
    });
    expect(
      scopesOf(value, {
        host: 'github.com',
        origin: 'https://github.com',
        configuredHosts,
      }),
    ).toEqual([
      {
        externalId: 'acme/payments',
        title: 'Acme/Payments',
        url: 'https://github.com/Acme/Payments',
        paths: ['services/api/**', 'libs/**'],
      },
    ]);
  });

  it.each(['acme', 'acme/', 'a/b/c', '../x y'])(
    'takes no scope from the slug %p',
    slug => {
      expect(scopeIds(entity({ 'github.com/project-slug': slug }))).toEqual([]);
    },
  );

  it('takes a slug for the host of the source location', () => {
    const value = entity({
      'github.com/project-slug': 'acme/payments',
      'backstage.io/source-location':
        'url:https://ghe.example.org/acme/payments/',
    });
    expect(scopeIds(value)).toEqual([]);
    expect(scopeIds(value, 'ghe.example.org')).toEqual(['acme/payments']);
  });

  it('takes the source location of a component without a slug', () => {
    const annotations = {
      'backstage.io/source-location':
        'url:https://github.com/acme/payments/tree/main/services/api/',
    };
    expect(scopeIds(entity(annotations))).toEqual(['acme/payments']);
    expect(scopeIds(entity(annotations), 'ghe.example.org')).toEqual([]);
    expect(scopeIds(entity(annotations, 'Template'))).toEqual([]);
  });

  it.each([
    'url:https://gitlab.com/acme/payments',
    'file:/tmp/x',
    'url:not a url',
  ])('takes nothing from %s', location => {
    expect(
      scopeIds(entity({ 'backstage.io/source-location': location })),
    ).toEqual([]);
  });

  it('takes nothing from an entity without annotations', () => {
    expect(scopeIds(entity({}))).toEqual([]);
  });
});

it('identitiesOf takes the login of a User', () => {
  expect(
    identitiesOf(entity({ 'github.com/user-login': 'octocat' }, 'User')),
  ).toEqual([{ source: 'github', login: 'octocat' }]);
  expect(identitiesOf(entity({}, 'User'))).toEqual([]);
});
