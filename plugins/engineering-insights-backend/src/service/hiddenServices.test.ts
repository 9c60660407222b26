import type {
  AnalyticsAnswer,
  DeploymentsAnswer,
  ExplainAnswer,
  IncidentsAnswer,
  SingleMetricAnswer,
  TeamAnswer,
  TeamNowAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { engineeringInsightsConditions } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import request from 'supertest';
import { testDatabase } from '../database/testDatabase';
import { Seed } from '../engine/__testUtils__/seed';
import { createFakeConnector } from '../ingestion/__testUtils__/createFakeConnector';
import { catalogOf } from './__testUtils__/catalogOf';
import { createTestApi } from './__testUtils__/createTestApi';
import type { TestServiceOptions } from './__testUtils__/createTestService';

jest.setTimeout(120_000);

const NOW = '2026-03-31T12:00:00.000Z';
const SEEN = [
  'group:default/money',
  'group:default/cards',
  'system:default/checkout',
  'component:default/payments',
];
const SECRETS = ['group:default/secret-team', 'component:default/secret'];

const { hasKind, hasMetricId, inSystem, isMemberOf } =
  engineeringInsightsConditions;
const ofCheckout = inSystem({ systems: ['system:default/checkout'] });
const ofTeams = isMemberOf({
  claims: ['group:default/money', 'group:default/cards'],
});

const databases = testDatabase();
let knex: Knex;

/** A team with a service and a team below it of its own, of which each has facts of every kind that is listed. */
async function seedTeam() {
  const seed = new Seed(knex);
  const moneyId = await seed.entity({ name: 'money', kind: 'group' });
  const secretTeamId = await seed.entity({
    name: 'secret-team',
    kind: 'group',
  });
  await seed.owns({
    parentId: moneyId,
    entityId: secretTeamId,
    relation: 'parent',
  });
  const boardId = await seed.scope({
    entityIds: [secretTeamId],
    name: 'secret-board',
  });
  await seed.stream({ scopeId: boardId, lastSuccessAt: NOW });
  const systemId = await seed.entity({ name: 'checkout', kind: 'system' });
  for (const [name, parentId, count] of [
    ['payments', moneyId, 2],
    ['secret', secretTeamId, 6],
  ] as const) {
    const entityId = await seed.entity({ name });
    await seed.owns({ parentId, entityId, relation: 'owner' });
    if (name === 'payments')
      await seed.owns({ parentId: systemId, entityId, relation: 'system' });
    await seedService({ seed, name, entityId, count });
  }
}

async function seedService(options: {
  seed: Seed;
  name: string;
  entityId: number;
  count: number;
}) {
  const { seed, name, entityId, count } = options;
  const derivationId = await seed.derivation({ entityId });
  const scopeId = await seed.scope({
    entityIds: [entityId],
    name: `acme/${name}`,
  });
  await seed.stream({
    scopeId,
    coveredFrom: '2025-01-01T00:00:00Z',
    lastSuccessAt: NOW,
  });
  for (let number = 1; number <= count; number += 1) {
    const day = String(number + 10);
    const finishedAt = `2026-03-${day}T10:00:00Z`;
    const key = `${name}-${number}`;
    const rolloutId = await seed.rollout({
      derivationId,
      scopeId,
      finishedAt,
      key,
    });
    await seed.change({
      derivationId,
      scopeId,
      rolloutId,
      sha: `${name}-change-${number}`,
      startedAt: `2026-03-${day}T0${number}:00:00Z`,
      finishedAt,
    });
    await seed.pullRequest({
      scopeId,
      number,
      createdAt: `2026-03-${day}T01:00:00Z`,
      mergedAt: `2026-03-${day}T0${number + 1}:00:00Z`,
      firstCommitAt: `2026-03-${day}T00:30:00Z`,
    });
  }
  await seed.deployment({
    derivationId,
    scopeId,
    externalId: `${name}-without-revision`,
    finishedAt: '2026-03-20T10:00:00Z',
  });
  await knex('pull_requests')
    .where({ scope_id: scopeId })
    .update({ title: `Of ${name}` });
  await seed.pullRequest({
    scopeId,
    number: 100,
    createdAt: '2026-03-25T00:00:00Z',
  });
  await seed.qualityMeasure({
    scopeId,
    measure: 'coverage',
    value: 80,
    measuredAt: '2026-03-20T00:00:00Z',
  });
  const [{ id: incidentId }] = await knex('incidents')
    .insert({
      scope_id: scopeId,
      external_id: `${name}-incident`,
      source_updated_at: NOW,
      title: `Incident of ${name}`,
      opened_at: '2026-03-21T00:00:00Z',
    })
    .returning('id');
  await knex('incident_attributions').insert({
    derivation_id: derivationId,
    incident_id: incidentId,
    attribution: 'unlinked',
    reason: 'noDeployment',
  });
  await knex('marks').insert({
    entity_id: entityId,
    target: 'deployment',
    fact_kind: 'deployment',
    scope_id: scopeId,
    external_id: `${name}-1`,
    is_failed: true,
    created_by: 'user:default/guest',
    note: `Seen in ${name}`,
  });
}

const OF = 'group/default/money';
const WINDOW = 'from=2026-03-02&to=2026-04-01';
const metric = (id: string, rest = '') =>
  `/v1/metrics/${id}/${OF}${rest}?${WINDOW}`;

/** Every list of a group in which something of a service stands. */
const LISTS = [
  metric('dora.deployment-frequency'),
  metric('dora.deployment-frequency', '/explain'),
  metric('dora.change-lead-time', '/explain'),
  metric('dora.change-fail-rate', '/explain'),
  metric('flow.cycle-time', '/explain'),
  `/v1/analytics/dora/${OF}?${WINDOW}`,
  `/v1/analytics/team/${OF}?${WINDOW}&section=quality&subTeams=true`,
  `/v1/analytics/team/${OF}/now?subTeams=true`,
  `/v1/analytics/productivity/${OF}?${WINDOW}`,
  `/v1/entities/${OF}/deployments?${WINDOW}`,
  `/v1/entities/${OF}/incidents?${WINDOW}`,
  `/v1/entities/${OF}/pull-requests?${WINDOW}`,
  `/v1/entities/${OF}/health`,
  `/v1/entities/${OF}/health/services`,
  `/v1/entities/${OF}/health/deploymentsWithRevision`,
  `/v1/entities/${OF}/health/incidentsLinked`,
  `/v1/overview/${OF}/services`,
  `/v1/triage/${OF}/incidents`,
  `/v1/triage/${OF}/deployments?gap=revision`,
  `/v1/triage/${OF}/corrections`,
  `/v1/teams/${OF}/services`,
  `/v1/teams/${OF}/repositories`,
];

const GRAPHQL = `{
  team(id: "group:default/money") {
    services { nodes { ref } }
    repositories { nodes { name } }
    metrics(period: { from: "2026-03-02", to: "2026-04-01" }) {
      flow { largestContributor { share entity { ref } } }
    }
  }
  doraMetrics(teamId: "group:default/money", period: { from: "2026-03-02", to: "2026-04-01" }) {
    deploymentFrequency { largestContributor { share entity { ref } } }
  }
  entity(ref: "group:default/money") {
    deployments(period: { from: "2026-03-02", to: "2026-04-01" }) { nodes { url } }
    incidents(period: { from: "2026-03-02", to: "2026-04-01" }) { nodes { title } }
  }
}`;

type Reader = Pick<TestServiceOptions, 'conditions'> & {
  readonly refs: readonly string[];
};

/** Who may read all; from whom the catalog hides the services below, and from whom the policy does. */
const READERS = {
  all: { refs: [...SEEN, ...SECRETS] },
  'whom the catalog hides it from': { refs: SEEN },
  'whom the permission policy hides it from': {
    refs: [...SEEN, ...SECRETS],
    conditions: { anyOf: [ofCheckout, ofTeams] },
  },
} satisfies Record<string, Reader>;
const HIDDEN_FROM = [
  'whom the catalog hides it from',
  'whom the permission policy hides it from',
] as const;

function apiOf({ refs, conditions }: Reader) {
  return createTestApi({
    knex,
    catalog: catalogOf(refs),
    conditions,
    now: NOW,
    connectors: [
      { ...createFakeConnector({ url: 'http://fake.invalid' }), id: 'github' },
    ],
  });
}

beforeAll(async () => {
  knex = await databases.create();
  await seedTeam();
});

describe('what of a roll-up may not be read', () => {
  describe.each(HIDDEN_FROM)('is not told to him %s', name => {
    const whole = apiOfLater('all');
    const partial = apiOfLater(name);

    it.each(LISTS)('by %s', async path => {
      // Else there would be nothing to hide.
      expect(JSON.stringify(await whole().get(path))).toContain('secret');
      expect(JSON.stringify(await partial().get(path))).not.toContain('secret');
    });

    it('by GraphQL', async () => {
      const ask = async ({ app }: ReturnType<typeof apiOf>) =>
        JSON.stringify(
          (await request(app).post('/graphql').send({ query: GRAPHQL })).body,
        );
      expect(await ask(whole())).toContain('secret');
      expect(await ask(partial())).not.toContain('secret');
      expect(await ask(partial())).not.toContain('errors');
    });

    it('while the numbers stay, and it is said how much is not listed', async () => {
      const path = metric('dora.deployment-frequency', '/explain');
      const full = await whole().get<ExplainAnswer>(path);
      const part = await partial().get<ExplainAnswer>(path);
      expect(full.hiddenRecordCount).toBe(0);
      expect(part.value).toEqual(full.value);
      expect(part.includedCount).toBe(8);
      expect(part.records).toHaveLength(2);
      expect(part.hiddenRecordCount).toBe(
        full.records.length - part.records.length,
      );
      const corrected = metric('dora.change-fail-rate', '/explain');
      expect(
        (await partial().get<ExplainAnswer>(corrected)).corrections,
      ).toHaveLength(1);

      const ranked = metric('flow.cycle-time', '/explain');
      expect((await partial().get<ExplainAnswer>(ranked)).value).toEqual(
        (await whole().get<ExplainAnswer>(ranked)).value,
      );
      const told = metric('dora.deployment-frequency');
      const { largestContributor, ...number } =
        await whole().get<SingleMetricAnswer>(told);
      expect(largestContributor).toMatchObject({ title: 'secret' });
      expect(await partial().get(told)).toEqual(number);
    });

    it('and lists say how many services are left out', async () => {
      const read = <T>(path: string) => partial().get<T>(path);
      const deployments = await read<DeploymentsAnswer>(
        `/v1/entities/${OF}/deployments?${WINDOW}`,
      );
      expect(deployments).toMatchObject({
        totalCount: 3,
        hiddenServiceCount: 1,
      });
      expect(deployments.items).toHaveLength(3);
      expect(
        await read<IncidentsAnswer>(`/v1/entities/${OF}/incidents?${WINDOW}`),
      ).toMatchObject({
        items: [{ title: 'Incident of payments' }],
        hiddenServiceCount: 1,
      });
      expect(
        await read<TeamNowAnswer>(`/v1/analytics/team/${OF}/now?subTeams=true`),
      ).toMatchObject({
        hiddenServiceCount: 1,
        tiles: { waitingForReview: { totalCount: 1 } },
      });
      const quality = await read<TeamAnswer>(
        `/v1/analytics/team/${OF}?${WINDOW}&section=quality&subTeams=true`,
      );
      expect(quality.coverageByService).toMatchObject({
        services: [{ entity: { ref: 'component:default/payments' } }],
        serviceCount: 1,
      });
    });
  });

  it('is decided for each metric by itself', async () => {
    const { get } = apiOf({
      refs: [...SEEN, ...SECRETS],
      conditions: {
        anyOf: [
          ofCheckout,
          ofTeams,
          {
            allOf: [
              hasKind({ kinds: ['component'] }),
              hasMetricId({ metricIds: ['dora.*'] }),
            ],
          },
        ],
      },
    });
    const dora = await get<ExplainAnswer>(
      metric('dora.change-lead-time', '/explain'),
    );
    expect(dora.hiddenRecordCount).toBe(0);
    expect(dora.records).toHaveLength(8);
    const cycle = await get<ExplainAnswer>(
      metric('flow.cycle-time', '/explain'),
    );
    expect(cycle.records).toHaveLength(2);
    expect(cycle.hiddenRecordCount).toBe(6);

    const productivity = await get<AnalyticsAnswer>(
      `/v1/analytics/productivity/${OF}?${WINDOW}`,
    );
    expect(JSON.stringify(productivity)).not.toContain('secret');
    const quality = await get<TeamAnswer>(
      `/v1/analytics/team/${OF}?${WINDOW}&section=quality&subTeams=true`,
    );
    expect(quality.services).toHaveLength(2);
    expect(quality.coverageByService?.services).toHaveLength(1);
  });
});

/** Once the database is there. */
function apiOfLater(name: keyof typeof READERS) {
  let api: ReturnType<typeof apiOf> | undefined;
  return () => (api ??= apiOf(READERS[name]));
}
