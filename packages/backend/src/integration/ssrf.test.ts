import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { Knex } from 'knex';
import { changes } from './__testUtils__/changes';
import { demoConfig } from './__testUtils__/demoConfig';
import { demoModules } from './__testUtils__/demoModules';
import { entitiesOf } from './__testUtils__/entitiesOf';
import { portalDatabases } from './__testUtils__/portalDatabases';
import {
  startGithub,
  type Breakage,
  type Github,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitUntil } from './__testUtils__/waitUntil';
import {
  WEBHOOK_SECRET,
  WEBHOOK_SENDERS,
  type WebhookSender,
} from './__testUtils__/webhookSenders';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const API = '/api/engineering-insights/v1';
const SECRETS = ['webhookSecret', 'signingSecret', 'clientState'];
const SOURCES = [
  'azure-devops',
  'git',
  'github',
  'gitlab',
  'jenkins',
  'jira',
  'pagerduty',
  'slack',
  'snyk',
  'sonarqube',
  'teams',
];

// The notifications of Microsoft Teams in the examples are of another tenant than the demo's.
const SENDERS = WEBHOOK_SENDERS.filter(({ source }) => source !== 'teams');

/** A server that nobody configured, as there are behind every firewall. */
async function startInternal() {
  const received: string[] = [];
  const server = createServer((request, response) => {
    const { authorization = 'no credential' } = request.headers;
    received.push(`${request.method} ${request.url} with ${authorization}`);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{}');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    received,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** Where sources and frameworks write the address of the next page, of the thing itself, or of where to answer. */
function withLinks(value: JsonValue, url: string): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return value;
  const next = `${url}/next?page=2&starting_after=x`;
  return {
    ...value,
    next,
    nextLink: next,
    nextPage: next,
    next_page: next,
    '@odata.nextLink': next,
    links: { next, self: next },
    _links: { next: { href: next }, self: { href: next } },
    self: next,
    url: next,
    response_url: next,
    callback_url: next,
  };
}

/** The sources of the demo with the secrets by which their senders are known. */
function configOf(playground: Github): JsonObject {
  const config = demoConfig(playground.host);
  const insights = config.engineeringInsights as JsonObject;
  const sources = insights.sources as Record<string, JsonObject[]>;
  const withSecret = (source: string, entry: JsonObject): JsonObject => {
    const sender = WEBHOOK_SENDERS.find(each => each.source === source);
    const told = Object.entries(sender?.config(playground.url) ?? {});
    return {
      ...entry,
      ...Object.fromEntries(told.filter(([name]) => SECRETS.includes(name))),
    };
  };
  return {
    ...config,
    engineeringInsights: {
      ...insights,
      sources: {
        ...Object.fromEntries(
          Object.entries(sources).map(([source, entries]) => [
            source,
            entries.map(entry => withSecret(source, entry)),
          ]),
        ),
        gitlab: [
          withSecret('gitlab', {
            ...(sources.gitlab?.[0] ?? {}),
            host: playground.host,
          }),
        ],
      },
    },
  };
}

const componentWith = (
  name: string,
  annotations: Readonly<Record<string, string>>,
): JsonObject => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, annotations },
  spec: { type: 'service', lifecycle: 'production', owner: 'group:x' },
});

/** Components, each with an annotation that leads to a host which is not configured. */
const strangersOf = (host: string): readonly JsonObject[] =>
  Object.entries<Readonly<Record<string, string>>>({
    git: { 'engineering-insights/git-url': `http://${host}/acme/payments.git` },
    'git-by-ssh': {
      'engineering-insights/git-url': `ssh://git@${host}/acme/payments.git`,
    },
    'git-with-user': {
      'engineering-insights/git-url': `http://x@${host}/acme/payments.git`,
    },
    location: {
      'backstage.io/source-location': `url:http://${host}/acme/payments/tree/main/`,
    },
    gitlab: {
      'gitlab.com/instance': host,
      'gitlab.com/project-slug': 'acme/payments',
    },
    'gitlab-with-scheme': {
      'gitlab.com/instance': `http://${host}/`,
      'gitlab.com/project-slug': 'acme/payments',
    },
    azure: {
      'dev.azure.com/host-org': `${host}/acme`,
      'dev.azure.com/project-repo': 'shop/payments',
    },
    'azure-step': { 'dev.azure.com/project-repo': '../payments' },
    'github-step': { 'github.com/project-slug': '../user' },
    'github-host': { 'github.com/project-slug': `${host}/acme/payments` },
    jenkins: { 'jenkins.io/job-full-name': `${host}:payments` },
    sonarqube: { 'sonarqube.org/project-key': `http://${host}/x` },
    snyk: { 'snyk.io/org-id': `http://${host}`, 'snyk.io/targets': 'x' },
    jira: { 'jira/project-key': `http://${host}` },
    pagerduty: { 'pagerduty.com/service-id': `http://${host}` },
  }).map(([name, annotations]) =>
    componentWith(`stranger-${name}`, annotations),
  );

async function sendWebhook(
  portal: Portal,
  { source, sign, older, newer }: WebhookSender,
  url: string,
): Promise<number[]> {
  const statuses: number[] = [];
  for (const { headers, body } of [older, newer]) {
    const linked = JSON.parse(
      JSON.stringify(withLinks(body, url)).replaceAll(
        /https?:\/\/[a-z.]+\//g,
        `${url}/`,
      ),
    );
    const text = JSON.stringify(linked);
    const response = await fetch(`${portal.url}${API}/webhooks/${source}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...headers,
        ...sign(text, WEBHOOK_SECRET),
      },
      body: text,
    });
    await response.body?.cancel();
    statuses.push(response.status);
  }
  return statuses;
}

describe('no source has the portal ask another machine', () => {
  const databases = portalDatabases();
  let internal: Awaited<ReturnType<typeof startInternal>>;
  let playground: Github;
  let portal: Portal;
  let knex: Knex;
  let breakage: Breakage;
  let askedCount = 0;

  beforeAll(async () => {
    internal = await startInternal();
    playground = await startGithub({
      breakage: (request, response) => {
        askedCount += 1;
        return breakage(request, response);
      },
    });
    const database = databases.create();
    ({ knex } = database);
    portal = await startPortal({
      databases: database,
      entities: [
        ...entitiesOf(playground),
        componentWith(
          'payments-of-webhooks',
          Object.assign(
            {},
            ...WEBHOOK_SENDERS.map(({ annotations }) => annotations),
          ),
        ),
        ...strangersOf(internal.host),
      ],
      config: configOf(playground),
      features: demoModules(),
    });
  });
  afterAll(async () => {
    await portal?.stop();
    await playground?.close();
    await internal?.stop();
  });

  /** Waits until every source was asked since, and has said what came of it. */
  const waitForSources = (isTold: (stream: JsonObject) => boolean) =>
    waitUntil('every source was asked', async () => {
      const sources = await portal.sources();
      const told = sources
        .filter(({ streams }) =>
          streams.some(stream => isTold(stream as unknown as JsonObject)),
        )
        .map(({ id }) => id);
      return SOURCES.every(source => told.includes(source)) && sources;
    });

  it('by the links of its pages', async () => {
    breakage = (request, response) => {
      response.setHeader('link', `<${internal.url}/next?page=2>; rel="next"`);
      return changes(value =>
        JSON.parse(
          JSON.stringify(withLinks(value, internal.url)).replaceAll(
            playground.url,
            internal.url,
          ),
        ),
      )(request, response);
    };
    await portal.bind();
    await portal.discover();
    await waitForSources(({ lastSuccessAt, lastError }) =>
      Boolean(lastSuccessAt || lastError),
    );
    expect(askedCount).toBeGreaterThan(SOURCES.length);
    expect(internal.received).toEqual([]);
  });

  it('by what a webhook names', async () => {
    for (const sender of SENDERS) {
      const statuses = await sendWebhook(portal, sender, internal.url);
      expect({ source: sender.source, statuses }).toEqual({
        source: sender.source,
        statuses: [202, 202],
      });
    }
    await waitUntil('the inbox is processed', async () => {
      const [{ count }] = await knex('webhook_deliveries')
        .whereNull('processed_at')
        .count();
      return count === '0';
    });
    expect(internal.received).toEqual([]);
  });

  it('by an annotation that names a host which is not configured', async () => {
    const ids = await knex('entities')
      .where('ref', 'like', 'component:default/stranger-%')
      .pluck('id');
    expect(ids).toHaveLength(strangersOf('').length);
    const scopes = await knex('entity_scopes')
      .join('scopes', 'scopes.id', 'entity_scopes.scope_id')
      .whereIn('entity_id', ids)
      .pluck('scopes.external_id');
    expect(scopes).toEqual([]);
    // Whoever looks at the component is told that it names no source that there is.
    const { metrics } = await portal.dora('stranger-gitlab');
    expect(metrics[0].value).toMatchObject({
      status: 'notConfigured',
      reason: { code: 'noScope' },
    });
    // Whoever runs the portal is told how to allow it, and why something cannot be.
    const told = portal.log.map(({ text }) => text).join('\n');
    expect(told).toContain(
      `stranger-git is not read: add http://${internal.host}/acme/payments.git`,
    );
    expect(told).toContain(
      'stranger-git-with-user is not read: it holds credentials',
    );
    expect(internal.received).toEqual([]);
  });
});
