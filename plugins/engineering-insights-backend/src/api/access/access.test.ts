import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import type { EngineeringInsightsService } from '../../service/EngineeringInsightsService';
import {
  createCallerLimits,
  DEFAULT_REQUESTS_PER_MINUTE,
} from '../callers/CallerLimits';
import { createApiRouter } from '../createApiRouter';
import { createSchema } from '../graphql/schema/createSchema';
import { CALLERS, TEAM, type Caller } from './__testUtils__/callers';
import { listEndpoints } from './__testUtils__/listEndpoints';
import { startPortal, type Portal } from './__testUtils__/startPortal';

jest.setTimeout(240_000);

/** In the order of `CALLERS`: nobody, outsider, colleague, member, owner, operator, pipeline. */
type Answers<T> = readonly [T, T, T, T, T, T, T];

interface Row {
  readonly answers: Answers<number>;
  /** What stands in the path for its parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: object;
  /** What the auditor is told of each caller who is known. */
  readonly audited?: string;
}

const ANYBODY: Answers<number> = [200, 200, 200, 200, 200, 200, 200];
const SIGNED_IN: Answers<number> = [401, 200, 200, 200, 200, 200, 200];
/** Of an entity: `ok` is what those are told who may read its metrics. */
const readers = (ok = 200): Answers<number> => [401, 404, 403, ok, ok, ok, 403];
const operators = (ok = 200): Answers<number> => [
  401,
  403,
  403,
  403,
  403,
  ok,
  403,
];
/** There is nothing of this id, and only those are told so who might correct it. */
const correctors: Answers<number> = [401, 403, 403, 403, 404, 403, 403];

const MEMBER = { name: 'member', kind: 'user' };
const METRIC = { metricId: 'flow.review-time' };
const NOTE = { note: 'seen by hand' };

/** Of a group among others: who may read nothing of it does not find it. */
const groupFinders: Answers<number> = [401, 404, 404, 200, 200, 200, 404];
const GROUP = { kind: 'group', name: 'money' };

/** Every endpoint with what each caller is told. A new endpoint needs a row. */
const ENDPOINTS: Readonly<Record<string, Row>> = {
  'get /openapi.json': { answers: ANYBODY },
  'get /v1/metrics': { answers: SIGNED_IN },
  'get /v1/analytics/dora/:kind/:namespace/:name': { answers: readers() },
  'get /v1/analytics/team/:kind/:namespace/:name': { answers: readers() },
  'get /v1/analytics/team/:kind/:namespace/:name/now': { answers: readers() },
  'get /v1/analytics/productivity/:kind/:namespace/:name': {
    answers: readers(),
  },
  'get /v1/analytics/velocity/:kind/:namespace/:name': { answers: readers() },
  'get /v1/analytics/quality/:kind/:namespace/:name': { answers: readers() },
  'get /v1/organizations': { answers: SIGNED_IN },
  'get /v1/organizations/:kind/:namespace/:name': {
    answers: groupFinders,
    parameters: GROUP,
  },
  'get /v1/teams': { answers: SIGNED_IN },
  'get /v1/teams/:kind/:namespace/:name': {
    answers: groupFinders,
    parameters: GROUP,
  },
  'get /v1/teams/:kind/:namespace/:name/services': {
    answers: readers(),
    parameters: GROUP,
  },
  'get /v1/teams/:kind/:namespace/:name/repositories': {
    answers: readers(),
    parameters: GROUP,
  },
  'get /v1/metrics/:metricId/:kind/:namespace/:name': {
    answers: readers(),
    parameters: METRIC,
  },
  'get /v1/metrics/:metricId/:kind/:namespace/:name/explain': {
    answers: readers(),
    parameters: METRIC,
  },
  'get /v1/entities/:kind/:namespace/:name/deployments': { answers: readers() },
  'get /v1/entities/:kind/:namespace/:name/incidents': { answers: readers() },
  'get /v1/entities/:kind/:namespace/:name/pull-requests': {
    answers: readers(),
  },
  'get /v1/entities/:kind/:namespace/:name/health': { answers: readers() },
  'get /v1/entities/:kind/:namespace/:name/health/services': {
    answers: readers(),
  },
  'get /v1/entities/:kind/:namespace/:name/health/:fractionId': {
    answers: readers(),
    parameters: { fractionId: 'deploymentsWithRevision' },
  },
  'get /v1/entities/:kind/:namespace/:name/live': { answers: readers() },
  'get /v1/entities/:kind/:namespace/:name/policies': { answers: readers() },
  'get /v1/entities/:kind/:namespace/:name/policies/compare': {
    answers: readers(),
    query: 'with=default',
  },
  'post /v1/doctor/preview': {
    answers: readers(),
    body: { entityRef: 'component:default/payments' },
  },
  'get /v1/overview/targets': { answers: SIGNED_IN },
  'get /v1/overview/:kind/:namespace/:name': { answers: readers() },
  'get /v1/overview/:kind/:namespace/:name/services': { answers: readers() },
  'get /v1/overview/:kind/:namespace/:name/changes': { answers: readers() },
  'get /v1/overview/:kind/:namespace/:name/completeness': {
    answers: readers(),
  },
  'get /v1/triage/:kind/:namespace/:name': { answers: readers() },
  'get /v1/triage/:kind/:namespace/:name/incidents': { answers: readers() },
  'get /v1/triage/:kind/:namespace/:name/deployments': {
    answers: readers(),
    query: 'gap=revision',
  },
  'get /v1/triage/:kind/:namespace/:name/corrections': { answers: readers() },
  'put /v1/deployments/:id/mark': {
    answers: correctors,
    body: { isFailed: true, ...NOTE },
    audited: 'deployment-mark',
  },
  'delete /v1/deployments/:id/mark': {
    answers: correctors,
    audited: 'deployment-unmark',
  },
  'put /v1/incidents/:id/attribution': {
    answers: correctors,
    body: { isCausedByChange: false, ...NOTE },
    audited: 'incident-attribution',
  },
  'delete /v1/incidents/:id/attribution': {
    answers: correctors,
    audited: 'incident-unattribution',
  },
  'delete /v1/corrections/:id': {
    answers: correctors,
    audited: 'correction-take-back',
  },
  'post /v1/events': {
    answers: [401, 403, 403, 403, 403, 200, 200],
    body: { entityRef: 'component:default/payments', facts: [] },
    audited: 'events-receive',
  },
  'get /v1/events/stream': {
    answers: [401, 404, 404, 200, 200, 200, 404],
    query: 'entityRefs=component:default/payments',
  },
  'post /v1/events/replay': {
    answers: operators(404),
    query: 'scope=nothing',
    audited: 'events-replay',
  },
  'get /v1/sources': { answers: operators(), audited: 'sources-fetch' },
  'get /v1/sources/summary': { answers: operators(), audited: 'sources-fetch' },
  'get /v1/streams': { answers: operators(), audited: 'sources-fetch' },
  'get /v1/triage': { answers: operators(), audited: 'sources-fetch' },
  'post /v1/sources/:id/retry': {
    answers: operators(404),
    audited: 'stream-retry',
  },
  'post /v1/sources/:id/replay': {
    answers: operators(404),
    audited: 'stream-replay',
  },
  // Everybody may export what is stored of himself.
  'get /v1/people/:kind/:namespace/:name/export': {
    answers: [401, 403, 403, 200, 403, 200, 403],
    parameters: MEMBER,
    audited: 'person-export',
  },
  'post /v1/people/:kind/:namespace/:name/erase': {
    answers: operators(),
    parameters: MEMBER,
    audited: 'person-erasure',
  },
  // Off, and so is not there for anybody.
  'get /v1/badges/:metricId/:kind/:namespace/:name.svg': {
    answers: [404, 404, 404, 404, 404, 404, 404],
    parameters: METRIC,
  },
  // Without a secret no door is open.
  'post /v1/webhooks/:source': {
    answers: [404, 404, 404, 404, 404, 404, 404],
    parameters: { source: 'github' },
    body: {},
  },
  'post /graphql': {
    answers: SIGNED_IN,
    body: { query: '{ metricDefinitions { id } }' },
  },
};

interface FieldRow {
  readonly answers: Answers<string>;
  readonly query: string;
  /** Of whom the auditor is told that he read of people. */
  readonly audited?: readonly Caller[];
}

const OK = 'data';
const ABSENT = 'NOT_FOUND';
const UNKNOWN = 'UNAUTHENTICATED';
/** Who may not read any metric of an entity does not find it where many are looked for together. */
const finders: Answers<string> = [UNKNOWN, ABSENT, ABSENT, OK, OK, OK, ABSENT];
const TEAM_ID = 'id: "group:default/money"';

/** Every field of the query with what each caller is told, and those fields below that tell of persons. */
const FIELDS: Readonly<Record<string, FieldRow>> = {
  metricDefinitions: {
    query: '{ metricDefinitions { id } }',
    answers: [UNKNOWN, OK, OK, OK, OK, OK, OK],
  },
  entity: {
    query: '{ entity(ref: "component:default/payments") { ref } }',
    answers: finders,
  },
  metric: {
    query:
      '{ metric(id: "flow.review-time", entityRef: "component:default/payments") { id } }',
    answers: finders,
  },
  team: { query: `{ team(${TEAM_ID}) { name } }`, answers: finders },
  organization: {
    query: `{ organization(${TEAM_ID}) { name } }`,
    answers: finders,
  },
  doraMetrics: {
    query:
      '{ doraMetrics(teamId: "group:default/money") { deploymentFrequency { id } } }',
    answers: finders,
  },
  repository: {
    query: '{ repository(id: "1") { name } }',
    answers: [UNKNOWN, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT],
  },
  developer: {
    query: '{ developer(id: "user:default/member") { name } }',
    answers: [UNKNOWN, ABSENT, ABSENT, OK, OK, OK, ABSENT],
    audited: CALLERS.filter(caller => caller !== 'nobody'),
  },
  'team.developers': {
    query: `{ team(${TEAM_ID}) { developers { totalCount } } }`,
    answers: finders,
    audited: ['member', 'owner', 'operator'],
  },
};

/** Every action with what it is asked. */
const ACTIONS: Readonly<Record<string, object>> = {
  'get-dora-metrics': { entityRef: 'component:default/payments' },
  'get-team-analytics': { entityRef: TEAM },
  'explain-metric': {
    entityRef: 'component:default/payments',
    metricId: 'flow.review-time',
  },
  'get-slowest-phases': { entityRef: 'component:default/payments' },
  'get-data-health': { entityRef: 'component:default/payments' },
};
const ACTIONS_PATH = '/.backstage/actions/v1/actions';

function pathOf(endpoint: string, { parameters, query }: Row): string {
  const values: Record<string, string> = {
    kind: 'component',
    namespace: 'default',
    name: 'payments',
    id: '1',
    ...parameters,
  };
  const path = endpoint
    .split(' ')[1]
    .replaceAll(/:(\w+)/g, (_, name: string) => values[name]);
  return query ? `${path}?${query}` : path;
}

describe('who is told what', () => {
  const databases = testDatabase();
  let knex: Knex;
  let portal: Portal;

  beforeAll(async () => {
    knex = await databases.createEmpty();
    portal = await startPortal({ knex });
    const end = Date.now() + 60_000;
    while (!(await knex('ownerships').first())) {
      if (Date.now() > end) throw new Error('The catalog was not bound.');
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  });
  afterAll(() => portal?.stop());

  it('is said of every endpoint', () => {
    const router = createApiRouter({
      service: undefined as unknown as EngineeringInsightsService,
      httpAuth: mockServices.httpAuth(),
      logger: mockServices.logger.mock(),
      isIntrospectionAllowed: false,
      limits: {
        callers: createCallerLimits(DEFAULT_REQUESTS_PER_MINUTE),
        questionTimeoutMs: 30_000,
      },
      shutdown: new AbortController().signal,
      receiveWebhook: async () => ({ result: 'closed', isRead: false }),
    });
    expect(Object.keys(ENDPOINTS).sort()).toEqual(listEndpoints(router));
  });

  it('is said of every field of the query', () => {
    const fields = createSchema().getQueryType()!.getFields();
    const rows = Object.keys(FIELDS).filter(name => !name.includes('.'));
    expect(rows.sort()).toEqual(Object.keys(fields).sort());
  });

  it('is said of every action', async () => {
    const { body } = await portal.ask({
      caller: 'operator',
      method: 'get',
      path: ACTIONS_PATH,
    });
    const names = body.actions.map(({ name }: { name: string }) => name);
    expect(names.sort()).toEqual(Object.keys(ACTIONS).sort());
  });

  it.each(Object.entries(ACTIONS))('action %s', async (name, input) => {
    const { answers } = await askAll(async caller => {
      const { status } = await portal.ask({
        caller,
        method: 'post',
        path: `${ACTIONS_PATH}/engineering-insights:${name}/invoke`,
        body: input,
      });
      return status;
    });
    expect(answers).toEqual(readers());
  });

  /** What each caller is told, and of which of them the auditor is told what. */
  async function askAll<T>(
    ask: (caller: Caller) => Promise<T>,
  ): Promise<{ answers: T[]; audited: Partial<Record<Caller, string[]>> }> {
    const answers: T[] = [];
    const audited: Partial<Record<Caller, string[]>> = {};
    portal.takeAudited();
    for (const caller of CALLERS) {
      answers.push(await ask(caller));
      const events = portal.takeAudited();
      if (events.length > 0)
        audited[caller] = events.map(({ eventId, end }) => `${eventId} ${end}`);
    }
    return { answers, audited };
  }

  it.each(Object.entries(ENDPOINTS))('%s', async (endpoint, row) => {
    const method = endpoint.split(' ')[0] as 'get';
    const path = pathOf(endpoint, row);
    const { body } = row;
    const { answers, audited } = await askAll(async caller => {
      const { status } = await portal.ask({ caller, method, path, body });
      return status;
    });
    expect(answers).toEqual(row.answers);
    const told = Object.fromEntries(
      CALLERS.flatMap((caller, index) => {
        const status = row.answers[index];
        if (!row.audited || status === 401) return [];
        const end = status < 300 ? 'succeeded' : 'failed';
        return [[caller, [`${row.audited} ${end}`]]];
      }),
    );
    expect(audited).toEqual(told);
  });

  it.each(Object.entries(FIELDS))('query %s', async (_, row) => {
    const { answers, audited } = await askAll(async caller => {
      const { body } = await portal.ask({
        caller,
        method: 'post',
        path: '/graphql',
        body: { query: row.query },
      });
      return body.errors?.[0].extensions.code ?? OK;
    });
    expect(answers).toEqual(row.answers);
    const told = (row.audited ?? []).map(caller => [
      caller,
      ['people-fetch succeeded'],
    ]);
    expect(audited).toEqual(Object.fromEntries(told));
  });
});
