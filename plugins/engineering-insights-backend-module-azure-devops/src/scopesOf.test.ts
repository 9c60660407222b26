import type { Entity } from '@backstage/catalog-model';
import { parseScopeId } from './azureScope';
import { identitiesOf, scopesOf } from './scopesOf';

const acme = {
  host: 'dev.azure.com',
  name: 'acme',
  baseUrl: 'https://dev.azure.com/acme',
};
const other = {
  ...acme,
  name: 'other',
  baseUrl: 'https://dev.azure.com/other',
};
const server = {
  host: 'tfs.example.org',
  name: 'DefaultCollection',
  baseUrl: 'https://tfs.example.org/tfs/DefaultCollection',
};
const others = [acme, other, server];

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

function idsIn(organization: typeof acme, annotations: Record<string, string>) {
  return scopesOf(entityOf(annotations), { organization, others }).map(
    ({ externalId }) => externalId,
  );
}

it.each<[string, Record<string, string>, string[]]>([
  [
    'a repository with all its pipelines',
    { 'dev.azure.com/project-repo': 'My Shop/Payments' },
    ['my shop/payments'],
  ],
  [
    'the code of a repository, and one of its pipelines',
    {
      'dev.azure.com/project-repo': 'shop/mono',
      'dev.azure.com/build-definition': 'Payments-Deploy',
    },
    ['shop/_git/mono', 'shop/_build/payments-deploy'],
  ],
  [
    'a pipeline of a repository that is elsewhere',
    {
      'dev.azure.com/project': 'shop',
      'dev.azure.com/build-definition': 'deploy',
    },
    ['shop/_build/deploy'],
  ],
  [
    'an area of work items, or all of a project',
    { 'engineering-insights/azure-area-path': 'Shop\\Returns\\Refunds' },
    ['shop/_workitems/returns\\refunds'],
  ],
  [
    'all work items of a project',
    { 'engineering-insights/azure-area-path': 'Shop' },
    ['shop/_workitems/'],
  ],
  [
    'nothing of a name that is not whole',
    { 'dev.azure.com/project-repo': 'shop' },
    [],
  ],
  ['nothing of too many names', { 'dev.azure.com/project-repo': 'a/b/c' }, []],
  ['nothing of a project alone', { 'dev.azure.com/project': 'shop' }, []],
  ['nothing without annotations', {}, []],
])('names %s', (_, annotations, ids) => {
  expect(idsIn(acme, annotations)).toEqual(ids);
});

it.each<[string, Record<string, string>, object]>([
  ['the first organization', {}, acme],
  [
    'that of host-org',
    { 'dev.azure.com/host-org': 'dev.azure.com/Other' },
    other,
  ],
  [
    'that of host-org on a server with a path',
    { 'dev.azure.com/host-org': 'tfs.example.org/tfs/DefaultCollection' },
    server,
  ],
  [
    'that of the source location',
    {
      'backstage.io/source-location':
        'url:https://dev.azure.com/other/shop/_git/payments',
    },
    other,
  ],
  [
    'none where host-org names one that is not configured',
    { 'dev.azure.com/host-org': 'dev.azure.com/third' },
    {},
  ],
])('finds %s', (_, annotations, expected) => {
  const found = others.filter(
    organization =>
      idsIn(organization, {
        'dev.azure.com/project-repo': 'shop/payments',
        ...annotations,
      }).length > 0,
  );
  expect(found).toEqual('name' in expected ? [expected] : []);
});

it('shows a scope as Azure DevOps does, and gives the globs of a part to its code alone', () => {
  const entity = entityOf({
    'dev.azure.com/project-repo': 'My Shop/Mono',
    'dev.azure.com/build-definition': 'Deploy',
    'engineering-insights/paths': 'apps/web/**, libs/**',
  });
  expect(scopesOf(entity, { organization: acme, others })).toEqual([
    {
      externalId: 'my shop/_git/mono',
      title: 'My Shop/_git/Mono',
      url: 'https://dev.azure.com/acme/My%20Shop/_git/Mono',
      paths: ['apps/web/**', 'libs/**'],
    },
    {
      externalId: 'my shop/_build/deploy',
      title: 'My Shop/_build/Deploy',
      url: 'https://dev.azure.com/acme/My%20Shop/_build',
    },
  ]);
});

it.each([
  [
    'shop/payments',
    { kind: 'repository', project: 'shop', repository: 'payments' },
  ],
  ['shop/_git/mono', { kind: 'code', project: 'shop', repository: 'mono' }],
  [
    'shop/_build/deploy',
    { kind: 'pipeline', project: 'shop', definition: 'deploy' },
  ],
  ['shop/_workitems/a\\b', { kind: 'area', project: 'shop', area: 'a\\b' }],
  ['shop/_workitems/', { kind: 'area', project: 'shop', area: '' }],
])('reads the id %s again', (id, scope) => {
  expect(parseScopeId(id)).toEqual(scope);
});

it('knows a User by the address that Backstage has from Microsoft', () => {
  const user = entityOf({ 'microsoft.com/email': 'mira@example.org' }, 'User');
  expect(identitiesOf(user)).toEqual([
    { source: 'azure-devops', login: 'mira@example.org' },
  ]);
  expect(identitiesOf(entityOf({}, 'User'))).toEqual([]);
});
