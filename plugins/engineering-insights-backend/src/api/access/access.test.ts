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
import { waitUntil } from '../../ingestion/__testUtils__/waitUntil';
import { CALLERS, TEAM, type Caller } from './__testUtils__/callers';
import { FACTS } from './__testUtils__/facts';
import { listAskingFields } from './__testUtils__/listAskingFields';
import { at } from '../graphql/__testUtils__/exampleCatalog';
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
/** Is erased, so that he is nobody of whom something is asked afterwards. */
const LEAVER = { name: 'leaver', kind: 'user' };
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
    parameters: LEAVER,
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

/** Every field of the query with what each caller is told. */
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
};

/** The subscription, of which each caller is told whether it begins. */
const SUBSCRIPTIONS: Readonly<Record<string, FieldRow>> = {
  metricsChanged: {
    query:
      'subscription { metricsChanged(entityRefs: ["component:default/payments"]) { entityRef metricIds } }',
    answers: finders,
  },
};

const NOTHING = 'null';
const REFUSED = 'FORBIDDEN';
/** Only of oneself is it told who did something: by the member. */
const OWN: Answers<string> = [
  UNKNOWN,
  ABSENT,
  ABSENT,
  OK,
  NOTHING,
  NOTHING,
  ABSENT,
];
/** And only he is told what he did, of which the others are refused. */
const DID: Answers<string> = [
  UNKNOWN,
  ABSENT,
  ABSENT,
  OK,
  REFUSED,
  REFUSED,
  ABSENT,
];
const inTeam = (text: string) => `{ team(${TEAM_ID}) { ${text} } }`;
const inTeamMetrics = (name: string) => inTeam(`metrics { ${name} { id } }`);
const inOrganization = (text: string) =>
  `{ organization(${TEAM_ID}) { ${text} } }`;
const inEntity = (text: string) =>
  `{ entity(ref: "component:default/payments") { ${text} } }`;
const inDeveloper = (text: string) =>
  `{ developer(id: "user:default/member") { ${text} } }`;
const inRepository = (text: string) =>
  `query ($repository: ID!) { repository(id: $repository) { ${text} } }`;
const inPullRequest = (text: string) =>
  inRepository(`pullRequests { nodes { ${text} } }`);
const found = (query: string) => ({ query, answers: finders });

/** Every field below that asks with the caller's credentials. A new one needs a row. */
const BELOW: Readonly<
  Record<string, Omit<FieldRow, 'audited'> & { readonly isOfPeople?: boolean }>
> = {
  'Team.organization': found(inTeam('organization { name }')),
  'Team.developers': {
    ...found(inTeam('developers { totalCount }')),
    isOfPeople: true,
  },
  'Team.services': found(inTeam('services { totalCount }')),
  'Team.repositories': found(inTeam('repositories { totalCount }')),
  'TeamMetrics.dora': found(
    inTeam('metrics { dora { deploymentFrequency { id } } }'),
  ),
  'TeamMetrics.flow': found(inTeamMetrics('flow')),
  'TeamMetrics.planning': found(inTeamMetrics('planning')),
  'TeamMetrics.balance': found(inTeamMetrics('balance')),
  'TeamMetrics.quality': found(inTeamMetrics('quality')),
  'Organization.domain': found(inOrganization('domain')),
  'Organization.teams': found(inOrganization('teams { totalCount }')),
  'OrganizationMetrics.dora': found(
    inOrganization('metrics { dora { deploymentFrequency { id } } }'),
  ),
  'OrganizationMetrics.teamCount': found(
    inOrganization('metrics { teamCount }'),
  ),
  'OrganizationMetrics.serviceCount': found(
    inOrganization('metrics { serviceCount }'),
  ),
  'Entity.metric': found(inEntity('metric(id: "flow.review-time") { id }')),
  'Entity.metrics': found(
    inEntity('metrics(ids: ["flow.review-time"]) { id }'),
  ),
  'Entity.dora': found(inEntity('dora { deploymentFrequency { id } }')),
  'Entity.services': found(inEntity('services { totalCount }')),
  'Entity.repositories': found(inEntity('repositories { totalCount }')),
  'Entity.deployments': found(inEntity('deployments { totalCount }')),
  'Entity.incidents': found(inEntity('incidents { nodes { id } }')),
  'Metric.entity': found(
    '{ metric(id: "flow.review-time", entityRef: "component:default/payments") { entity { ref } } }',
  ),
  'LargestContributor.entity': found(
    // A window of which nothing is kept from before the facts came.
    `{ metric(id: "dora.deployment-frequency", entityRef: "${TEAM}", period: { from: "${at(
      30,
    )}", to: "${at(0)}" }) { largestContributor { entity { ref } } } }`,
  ),
  'Repository.entities': found(inRepository('entities { ref }')),
  'Repository.team': found(inRepository('team { name }')),
  'Repository.teams': found(inRepository('teams { name }')),
  'Repository.commits': found(inRepository('commits { totalCount }')),
  'Repository.pullRequests': found(inRepository('pullRequests { totalCount }')),
  'Repository.issues': found(inRepository('issues { totalCount }')),
  'Repository.health': found(inRepository('health { streams { name } }')),
  'Commit.repository': found(
    inRepository('commits { nodes { repository { id } } }'),
  ),
  'Commit.author': {
    query: inRepository('commits { nodes { author { id } } }'),
    answers: OWN,
    isOfPeople: true,
  },
  'PullRequest.repository': found(inPullRequest('repository { id }')),
  'PullRequest.author': {
    query: inPullRequest('author { id }'),
    answers: OWN,
    isOfPeople: true,
  },
  'PullRequest.reviews': found(inPullRequest('reviews { totalCount }')),
  'Review.reviewer': {
    query: inPullRequest('reviews { nodes { reviewer { id } } }'),
    answers: OWN,
    isOfPeople: true,
  },
  'Issue.assignee': {
    query: inRepository('issues { nodes { assignee { id } } }'),
    answers: OWN,
    isOfPeople: true,
  },
  'Developer.team': {
    ...found(inDeveloper('team { name }')),
    isOfPeople: true,
  },
  'Developer.commits': {
    query: inDeveloper('commits { totalCount }'),
    answers: DID,
    isOfPeople: true,
  },
  'Developer.pullRequests': {
    query: inDeveloper('pullRequests { totalCount }'),
    answers: DID,
    isOfPeople: true,
  },
  'Developer.productivity': {
    query: inDeveloper('productivity { commitCount }'),
    answers: DID,
    isOfPeople: true,
  },
};

/** Told by a stream, whose test reads it for those who may read some metrics and not others. */
const STREAMED = ['MetricsChange.metricIds'];

/** What an answer holds under a name, however deep and also within lists; undefined where it is not there. */
function findNamed(data: unknown, name: string): unknown {
  if (typeof data !== 'object' || data === null) return undefined;
  for (const [key, value] of Object.entries(data)) {
    if (key === name) return value;
    const below = findNamed(value, name);
    if (below !== undefined) return below;
  }
  return undefined;
}

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
    expect(Object.keys(FIELDS).sort()).toEqual(Object.keys(fields).sort());
  });

  it('is said of every subscription', () => {
    const fields = createSchema().getSubscriptionType()!.getFields();
    expect(Object.keys(SUBSCRIPTIONS)).toEqual(Object.keys(fields));
  });

  it('is said of every field below that asks with the credentials of the caller', () => {
    expect([...Object.keys(BELOW), ...STREAMED].sort()).toEqual(
      listAskingFields(createSchema()),
    );
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

  it.each([...Object.entries(FIELDS), ...Object.entries(SUBSCRIPTIONS)])(
    'field %s',
    async (_, row) => {
      const { answers, audited } = await askAll(async caller => {
        const { body } = await portal.ask({
          caller,
          method: 'post',
          path: '/graphql',
          body: { query: row.query },
        });
        // A stream that begins is read no further.
        return body?.errors?.[0].extensions.code ?? OK;
      });
      expect(answers).toEqual(row.answers);
      const told = (row.audited ?? []).map(caller => [
        caller,
        ['people-fetch succeeded'],
      ]);
      expect(audited).toEqual(Object.fromEntries(told));
    },
  );

  // Last, as there is nothing to tell of to those who ask above.
  describe('of facts', () => {
    let repository: string;

    beforeAll(async () => {
      const { body } = await portal.ask({
        caller: 'operator',
        method: 'post',
        path: '/v1/events',
        body: {
          entityRef: 'component:default/payments',
          scope: 'acme/payments',
          facts: FACTS,
        },
      });
      if (body.written !== FACTS.length) throw new Error(JSON.stringify(body));
      await waitUntil(
        'the deployment is derived',
        async () => (await knex('deployments').first()) !== undefined,
      );
      const scope = await knex('scopes').where('external_id', 'acme/payments');
      repository = String(scope[0].id);
    });

    it.each(Object.entries(BELOW))('field %s', async (name, row) => {
      const { answers, audited } = await askAll(async caller => {
        const { body } = await portal.ask({
          caller,
          method: 'post',
          path: '/graphql',
          body: { query: row.query, variables: { repository } },
        });
        if (body.errors) return body.errors[0].extensions.code;
        const value = findNamed(body.data, name.split('.')[1]);
        return value === null || value === undefined ? NOTHING : OK;
      });
      expect(answers).toEqual(row.answers);
      const isAudited = Object.values(audited)
        .flat()
        .some(event => event.startsWith('people-fetch'));
      expect(isAudited).toBe(row.isOfPeople ?? false);
    });
  });
});
