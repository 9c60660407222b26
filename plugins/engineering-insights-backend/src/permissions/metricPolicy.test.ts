import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PermissionCondition,
  type PermissionCriteria,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  engineeringInsightsDeliveryCorrectPermission,
  engineeringInsightsMetricReadPermission,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  createEngineeringInsightsConditionalDecision as conditional,
  engineeringInsightsConditions as conditions,
} from '@sei-platform/plugin-engineering-insights-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { Seed } from '../engine/__testUtils__/seed';
import { ownFilter, ownRuleset } from './__testUtils__/ownFilter';
import { readResources } from './addMetricResources';
import { createCorrectionPolicy } from './createCorrectionPolicy';
import { createMetricPolicy } from './createMetricPolicy';

jest.setTimeout(120_000);

const databases = testDatabase();
const credentials = mockCredentials.user();

const PAYMENTS = 'component:default/payments';
const LEDGER = 'component:default/ledger';
const CHECKOUT = 'system:default/checkout';
const MONEY = 'group:default/money';
const OTHERS = 'group:default/others';
const ALL = [PAYMENTS, LEDGER, CHECKOUT, MONEY, OTHERS];
const METRICS = [
  'dora.change-lead-time',
  'dora.change-fail-rate',
  'flow.review-time',
];

/** Money owns payments, a part of checkout, and did own the ledger, which is now of others. */
async function seed(knex: Knex) {
  const to = new Seed(knex);
  const payments = await to.entity({ name: 'payments' });
  const ledger = await to.entity({ name: 'ledger' });
  const checkout = await to.entity({ name: 'checkout', kind: 'system' });
  const money = await to.entity({ name: 'money', kind: 'group' });
  const others = await to.entity({ name: 'others', kind: 'group' });
  const owner = { relation: 'owner' };
  const until = '2026-01-01T00:00:00Z';
  await to.owns({ ...owner, parentId: money, entityId: payments });
  await to.owns({ ...owner, parentId: money, entityId: ledger, to: until });
  await to.owns({ ...owner, parentId: others, entityId: ledger, from: until });
  await to.owns({ parentId: checkout, entityId: payments, relation: 'system' });
}

function policyOf(knex: Knex, decision: PolicyDecision) {
  return createMetricPolicy({
    knex,
    decide: async () => decision,
    toFilter: ownFilter,
    metricIds: METRICS,
  });
}

async function readable(knex: Knex, decision: PolicyDecision) {
  const policy = policyOf(knex, decision);
  const byRef = await policy.metricsOf({
    credentials,
    entityRefs: ALL,
    metricIds: METRICS,
  });
  return Object.fromEntries(
    [...byRef].flatMap(([ref, ids]) => (ids.size ? [[ref, [...ids]]] : [])),
  );
}

const allow = (criteria: PermissionCriteria<PermissionCondition>) =>
  conditional(engineeringInsightsMetricReadPermission, criteria as never);
const only = (...refs: string[]) =>
  Object.fromEntries(refs.map(ref => [ref, METRICS]));

describe('what a policy lets somebody read', () => {
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.create();
    await seed(knex);
  });

  it.each([
    ['everything', { result: AuthorizeResult.ALLOW }, only(...ALL)],
    ['nothing', { result: AuthorizeResult.DENY }, {}],
    [
      'what a group owns now, in whatever case it is named',
      allow(conditions.isOwnerOf({ claims: ['Group:default/Money'] })),
      only(PAYMENTS),
    ],
    [
      'the groups that one is a member of',
      allow(conditions.isMemberOf({ claims: [MONEY, PAYMENTS] })),
      only(MONEY),
    ],
    [
      'a kind',
      allow(conditions.hasKind({ kinds: ['Group'] })),
      only(MONEY, OTHERS),
    ],
    [
      'a system with its parts',
      allow(conditions.inSystem({ systems: [CHECKOUT] })),
      only(PAYMENTS, CHECKOUT),
    ],
    [
      'all but one metric',
      allow({ not: conditions.hasMetricId({ metricIds: [METRICS[1]] }) }),
      Object.fromEntries(ALL.map(ref => [ref, [METRICS[0], METRICS[2]]])),
    ],
    [
      'all of its own, and of others what begins with a word',
      allow({
        anyOf: [
          conditions.isOwnerOf({ claims: [MONEY] }),
          {
            allOf: [
              conditions.hasKind({ kinds: ['component'] }),
              conditions.hasMetricId({ metricIds: ['dora.*'] }),
            ],
          },
        ],
      }),
      { ...only(PAYMENTS), [LEDGER]: METRICS.slice(0, 2) },
    ],
  ])('is %s', async (_, decision, expected) => {
    expect(await readable(knex, decision as PolicyDecision)).toEqual(expected);
  });

  it('is of all metrics that are asked for together, and else of any', async () => {
    const policy = policyOf(
      knex,
      allow(conditions.hasMetricId({ metricIds: [METRICS[0]] })),
    );
    const ask = async (metricIds?: string[]) => [
      ...(await policy.readableOf({
        credentials,
        entityRefs: [PAYMENTS],
        metricIds,
      })),
    ];
    expect(await ask()).toEqual([PAYMENTS]);
    expect(await ask([METRICS[0]])).toEqual([PAYMENTS]);
    expect(await ask(METRICS)).toEqual([]);
  });

  it('is nothing of what is not known', async () => {
    const entityRefs = ['component:default/unknown'];
    const policy = policyOf(
      knex,
      allow({ not: conditions.hasKind({ kinds: ['group'] }) }),
    );
    expect([...(await policy.readableOf({ credentials, entityRefs }))]).toEqual(
      [],
    );
  });

  it('is the same in the database as for each resource, whatever the conditions', async () => {
    const refs = fc.subarray(ALL);
    const leaf = fc.oneof(
      refs.map(claims => conditions.isOwnerOf({ claims })),
      refs.map(claims => conditions.isMemberOf({ claims })),
      refs.map(systems => conditions.inSystem({ systems })),
      fc
        .subarray(['component', 'system', 'group'])
        .map(kinds => conditions.hasKind({ kinds })),
      fc
        .subarray([...METRICS, 'dora.*', '*'])
        .map(metricIds => conditions.hasMetricId({ metricIds })),
    );
    const { criteria } = fc.letrec<{ criteria: any }>(tie => ({
      criteria: fc.oneof(
        { depthSize: 'small' },
        leaf,
        tie('criteria').map(not => ({ not })),
        fc
          .array(tie('criteria'), { minLength: 1, maxLength: 3 })
          .map(allOf => ({ allOf })),
        fc
          .array(tie('criteria'), { minLength: 1, maxLength: 3 })
          .map(anyOf => ({ anyOf })),
      ),
    }));
    const isAuthorized = createConditionAuthorizer(ownRuleset);
    const resources = await readResources({
      knex,
      resourceRefs: ALL.flatMap(ref => METRICS.map(id => `${ref}#${id}`)),
    });
    await fc.assert(
      fc.asyncProperty(criteria, async asked => {
        const decision = allow(asked);
        const expected: Record<string, string[]> = {};
        for (const resource of resources)
          if (isAuthorized(decision, resource))
            (expected[resource!.entityRef] ??= []).push(resource!.metricId!);
        const found = await readable(knex, decision);
        for (const ids of Object.values(found)) ids.sort();
        for (const ids of Object.values(expected)) ids.sort();
        expect(found).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['nothing where it says no', { result: AuthorizeResult.DENY }, []],
    [
      'what they own, and the teams that they are of, where it says yes',
      { result: AuthorizeResult.ALLOW },
      [MONEY, PAYMENTS],
    ],
    [
      'what its conditions say, whoever owns it',
      conditional(
        engineeringInsightsDeliveryCorrectPermission,
        conditions.hasKind({ kinds: ['component'] }),
      ),
      [LEDGER, PAYMENTS],
    ],
    [
      'everything where its conditions leave nothing out',
      conditional(engineeringInsightsDeliveryCorrectPermission, {
        not: conditions.hasKind({ kinds: [] }),
      }),
      ALL,
    ],
    [
      'nothing where its conditions are of metrics',
      conditional(
        engineeringInsightsDeliveryCorrectPermission,
        conditions.hasMetricId({ metricIds: ['*'] }),
      ),
      [],
    ],
  ])('lets people correct %s', async (_, decision, expected) => {
    const policy = createCorrectionPolicy({
      knex,
      decide: async () => decision as PolicyDecision,
      toFilter: ownFilter,
      claimsOf: async () => ['user:default/ada', 'Group:default/money'],
    });
    const asked = { credentials, entityRefs: ALL };
    const correctable = await policy.correctableOf(asked);
    expect([...correctable].sort()).toEqual([...expected].sort());
  });
});
