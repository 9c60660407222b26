import { scopesOf } from './scopesOf';

const siteUrl = 'https://sonarqube.example.com';

function scopeIds(
  annotation: string | undefined,
  choice: { name?: string; isDefault: boolean },
) {
  const annotations = annotation
    ? { 'sonarqube.org/project-key': annotation }
    : undefined;
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments', annotations },
  };
  return scopesOf(entity, { siteUrl, ...choice }).map(each => each.externalId);
}

it.each<[string | undefined, string[]]>([
  ['payments', ['payments']],
  [' payments ', ['payments']],
  ['com.acme:payments_api-2', ['com.acme:payments_api-2']],
  ['default/payments', ['payments']],
  ['main/com.acme:payments', ['com.acme:payments']],
  ['other/payments', []],
  ['/payments', []],
  ['main/', []],
  ['main/group/payments', []],
  ['payments&branch=x', []],
  ['', []],
  [undefined, []],
])('the annotation %p names the projects %j of the default', (value, ids) => {
  expect(scopeIds(value, { name: 'main', isDefault: true })).toEqual(ids);
});

it.each<[string, string[]]>([
  ['payments', []],
  ['default/payments', []],
  ['main/payments', ['payments']],
])('the annotation %p names the projects %j of another', (value, ids) => {
  expect(scopeIds(value, { name: 'main', isDefault: false })).toEqual(ids);
});

it('knows where people see the project', () => {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments',
      annotations: { 'sonarqube.org/project-key': 'acme:payments' },
    },
  };
  expect(scopesOf(entity, { siteUrl, isDefault: true })).toEqual([
    {
      externalId: 'acme:payments',
      title: 'acme:payments',
      url: 'https://sonarqube.example.com/dashboard?id=acme%3Apayments',
    },
  ]);
});
