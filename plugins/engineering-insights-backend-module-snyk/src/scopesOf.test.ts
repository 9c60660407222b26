import { parseScope, scopeIdOf } from './snykScope';
import { scopesOf, type TenantChoice } from './scopesOf';

const ORG = '361fd3c0-41d4-4ea4-ba77-09bb17890967';
const OTHER_ORG = '508d2263-ea8a-4e42-bc9d-844de21f4172';
const P1 = '7439e322-f9c1-4c42-8367-002b33b9d946';
const P2 = 'db066cb9-b373-46da-b918-b49b541e0d63';
const P3 = '4737fc9c-3894-40ba-9dc5-aa8ae658c9f6';
const ONLY: TenantChoice = {
  organizations: [],
  otherOrganizations: [],
  isDefault: true,
};

function scopeIds(annotations?: Record<string, string>, tenant = ONLY) {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments', annotations },
  };
  return scopesOf(entity, tenant).map(({ externalId }) => externalId);
}

it.each<[string, Record<string, string> | undefined, string[]]>([
  ['nothing', undefined, []],
  ['no organization', { 'snyk.io/project-ids': P1 }, []],
  ['an organization alone', { 'snyk.io/org-id': ORG }, []],
  [
    'an organization by its name, which the API does not know',
    { 'snyk.io/org-id': 'acme', 'snyk.io/project-ids': P1 },
    [],
  ],
  [
    'projects',
    { 'snyk.io/org-id': ` ${ORG} `, 'snyk.io/project-ids': `${P1}, ${P2},` },
    [`${ORG}/${P1}`, `${ORG}/${P2}`],
  ],
  [
    'a project twice, once in capitals',
    {
      'snyk.io/org-id': ORG.toUpperCase(),
      'snyk.io/project-ids': `${P1},${P1.toUpperCase()}`,
    },
    [`${ORG}/${P1}`],
  ],
  [
    'what is no id of a project',
    { 'snyk.io/org-id': ORG, 'snyk.io/project-ids': `../../${P1}` },
    [],
  ],
  [
    'targets by name and id',
    {
      'snyk.io/org-id': ORG,
      'snyk.io/targets': `Snyk Demo/java-goof,${P3}`,
      'snyk.io/target-id': 'acme/Stats',
    },
    [
      `${ORG}/target:snyk demo/java-goof`,
      `${ORG}/target:${P3}`,
      `${ORG}/target:acme/stats`,
    ],
  ],
  [
    'a target without some of its projects, named ones among them',
    {
      'snyk.io/org-id': ORG,
      'snyk.io/target-name': 'acme/goof',
      'snyk.io/project-ids': `${P1},${P3}`,
      'snyk.io/exclude-project-ids': `${P2},${P3}`,
    },
    [`${ORG}/${P1}`, `${ORG}/target:acme/goof!${P2}!${P3}!${P1}`],
  ],
  [
    'its repository, where nothing of Snyk is named',
    { 'snyk.io/org-id': ORG, 'github.com/project-slug': 'acme/goof' },
    [`${ORG}/target:acme/goof`],
  ],
  [
    'not its repository where projects are named',
    {
      'snyk.io/org-id': ORG,
      'github.com/project-slug': 'acme/goof',
      'snyk.io/project-ids': P1,
    },
    [`${ORG}/${P1}`],
  ],
  [
    'several organizations',
    {
      'snyk.io/org-ids': `${ORG},${OTHER_ORG}`,
      'snyk.io/org-id': ORG,
      'snyk.io/project-ids': P1,
    },
    [`${ORG},${OTHER_ORG}/${P1}`],
  ],
])('an entity that names %s', (_, annotations, expected) => {
  expect(scopeIds(annotations)).toEqual(expected);
});

describe('of several tenants', () => {
  const annotations = { 'snyk.io/org-id': ORG, 'snyk.io/project-ids': P1 };

  it.each([
    ['the one that names its organization', [ORG], [OTHER_ORG], false, 1],
    ['not one that names others', [OTHER_ORG], [ORG], false, 0],
    ['the first, where none names it', [], [OTHER_ORG], true, 1],
    ['not the first, where another names it', [], [ORG], true, 0],
  ])(
    'the entity belongs to %s',
    (_, organizations, otherOrganizations, isDefault, count) => {
      const tenant = { organizations, otherOrganizations, isDefault };
      expect(scopeIds(annotations, tenant)).toHaveLength(count);
    },
  );
});

it.each([
  { kind: 'project', organizations: [ORG], project: P1 },
  { kind: 'project', organizations: [ORG, OTHER_ORG], project: P1 },
  { kind: 'target', organizations: [ORG], target: P1, excluded: [] },
  {
    kind: 'target',
    organizations: [ORG, OTHER_ORG],
    target: 'acme/goof! (the old one)!',
    excluded: [P2, P3],
  },
] as const)('a scope is known again by its id: %j', scope => {
  expect(parseScope({ externalId: scopeIdOf(scope) })).toEqual(scope);
});
