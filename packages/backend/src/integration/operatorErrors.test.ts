import type {
  DoraAnswer,
  MetricValue,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  hangsUp,
  hasInternalError,
  hasSecondaryLimit,
  hasUsedUpLimit,
  isSilent,
  refusesPermission,
} from './__testUtils__/breakages';
import { componentOf } from './__testUtils__/componentOf';
import { githubConfig } from './__testUtils__/githubConfig';
import { portalDatabases } from './__testUtils__/portalDatabases';
import {
  createCompanyWorld,
  startGithub,
  type Breakage,
  type Github,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const API = '/api/engineering-insights';
const PAYMENTS = 'acme/payments';
const databases = portalDatabases();

/** What the card of change lead time says. */
function leadTimeOf({ metrics }: DoraAnswer): MetricValue {
  const id = 'dora.change-lead-time';
  return metrics.find(({ metricId }) => metricId === id)!.value;
}

interface BrokenSource {
  readonly name: string;
  readonly breakage?: Breakage;
  readonly slug?: string;
  readonly token?: string;
  /** What GET /v1/sources says of a stream. */
  readonly error: { readonly name: string; readonly message: RegExp };
  readonly log: RegExp;
  /** What the reader's card says in place of a number. */
  readonly reader: object;
}

const UNREACHABLE = {
  status: 'collecting',
  reason: {
    code: 'collecting',
    parameters: { doneScopeCount: 0, error: 'ServiceUnavailableError' },
  },
};
const FAILING = {
  status: 'collecting',
  reason: {
    code: 'collecting',
    parameters: { doneScopeCount: 0, error: 'SourceFailureError' },
  },
};
const WAITING = {
  status: 'collecting',
  reason: {
    code: 'collecting',
    parameters: { doneScopeCount: 0, error: 'RateLimitError' },
  },
};

const BROKEN_SOURCES: readonly BrokenSource[] = [
  {
    name: 'wrong-token',
    token: 'expired',
    error: {
      name: 'AuthenticationError',
      message:
        /refuses the credential. Put a valid one into the configuration and restart the backend; .* Set a valid token or GitHub App in integrations.github/,
    },
    log: /refuses the credential/,
    reader: {
      status: 'collecting',
      reason: {
        code: 'collecting',
        parameters: { error: 'AuthenticationError' },
      },
    },
  },
  {
    name: 'missing-permission',
    breakage: refusesPermission,
    error: {
      name: 'NotAllowedError',
      message:
        /does not allow reading [a-z-]+ of acme\/payments. Grant the permission .* Give them the permission "[A-Z][a-z ]+: read"/,
    },
    log: /Give them the permission "Deployments: read"/,
    reader: { status: 'notConfigured', reason: { code: 'sourceRefused' } },
  },
  {
    name: 'gone-repository',
    slug: 'acme/deleted',
    error: {
      name: 'NotFoundError',
      message:
        /has no acme\/deleted at .* Correct the annotation if it was moved or renamed, or give the credential access to it/,
    },
    log: /has no acme\/deleted/,
    reader: { status: 'notConfigured', reason: { code: 'sourceGone' } },
  },
  {
    name: 'secondary-limit',
    breakage: hasSecondaryLimit,
    error: {
      name: 'RateLimitError',
      message:
        /asks to wait 1800 seconds. Nothing needs to be done. It said: A secondary rate limit was reached/,
    },
    log: /asks to wait 1800 seconds. Nothing needs to be done/,
    reader: WAITING,
  },
  {
    name: 'used-up-limit',
    breakage: hasUsedUpLimit,
    error: {
      name: 'RateLimitError',
      message: /It said: The rate limit is used up until it is reset/,
    },
    log: /asks to wait 1[12]\d\d seconds. Nothing needs to be done/,
    reader: WAITING,
  },
  {
    name: 'internal-error',
    breakage: hasInternalError,
    error: {
      name: 'SourceFailureError',
      message:
        /answered with an error \(HTTP 500\). .* it is tried again by itself. It said: GitHub answered 500 to /,
    },
    log: /GitHub answered 500/,
    reader: FAILING,
  },
  {
    name: 'hangs-up',
    breakage: hangsUp,
    error: {
      name: 'SourceFailureError',
      message:
        /gave an answer that cannot be used. .* It said: GitHub's answer to .* was cut off or is no JSON.$/,
    },
    log: /was cut off/,
    reader: FAILING,
  },
  {
    name: 'silent',
    breakage: isSilent,
    error: {
      name: 'ServiceUnavailableError',
      message:
        /cannot be reached. Check it and the network between; .* GitHub gave no answer in time/,
    },
    log: /gave no answer in time/,
    reader: UNREACHABLE,
  },
];

describe('a source that cannot be read', () => {
  const hosts = new Map<string, Github>();
  let portal: Portal;

  beforeAll(async () => {
    const world = createCompanyWorld();
    for (const { name, breakage } of BROKEN_SOURCES) {
      hosts.set(name, await startGithub({ world, breakage }));
    }
    portal = await startPortal({
      databases: databases.create(),
      entities: BROKEN_SOURCES.map(({ name, slug = PAYMENTS }) =>
        componentOf({ name, slug, host: hosts.get(name)!.host }),
      ),
      config: githubConfig(
        BROKEN_SOURCES.map(({ name, token }) => ({
          host: hosts.get(name)!.host,
          token,
          webhookSecret: name === 'silent' ? 'a secret' : undefined,
        })),
      ),
    });
    await portal.bind();
  });
  afterAll(async () => {
    await portal?.stop();
    await Promise.all([...hosts.values()].map(host => host.close()));
  });

  it.each(BROKEN_SOURCES)(
    'is told of in sentences, and the catalog goes on: $name',
    async ({ name, error, log, reader }) => {
      const { host } = hosts.get(name)!;
      const readStreams = async () => {
        const sources = await portal.sources();
        return sources.find(({ origin }) => origin.includes(host))!.streams;
      };
      await waitUntil(`the log tells of ${name}`, async () =>
        portal.log.some(({ text }) => text.includes(host) && log.test(text)),
      );
      const { lastError: told } = await waitUntil(
        `the sources tell of ${name}`,
        async () =>
          (
            await readStreams()
          ).find(
            // Alerts are a feature of their own, with a sentence of its own.
            ({ lastError, stream }) => lastError && !stream.endsWith('-alerts'),
          ),
      );
      expect(told).toMatchObject({
        name: error.name,
        message: expect.stringMatching(error.message),
      });
      // A sentence ends as one, and names no class of ours.
      expect(told!.message).toMatch(/\.$/);
      expect(told!.message).not.toMatch(/caused by|Error\b/);
      const value = await waitUntil(
        `the reader is told of ${name}`,
        async () => {
          const found = leadTimeOf(await portal.dora(name));
          const { code } = (reader as { reason: { code: string } }).reason;
          return 'reason' in found && found.reason?.code === code && found;
        },
      );
      expect(value).toMatchObject(reader);
      await portal.get('/api/catalog/entities').expect(200);
    },
  );

  it('tells the log of a refused credential once, not once for each stream', () => {
    const { host } = hosts.get('wrong-token')!;
    const lines = portal.log.filter(
      ({ text }) => text.includes(host) && /refuses the credential/.test(text),
    );
    expect(lines).toHaveLength(1);
  });

  it('refuses a webhook whose signature does not fit', async () => {
    const answer = await portal
      .post(`${API}/v1/webhooks/github`)
      .set('x-github-event', 'deployment')
      .set('x-hub-signature-256', `sha256=${'0'.repeat(64)}`)
      .send({ repository: { full_name: PAYMENTS } });
    expect(answer.status).toBe(403);
    expect(answer.body.detail).toBe(
      'The signature does not fit. Set the same secret here and at the source.',
    );
    expect(portal.log).toContainEqual({
      level: 'warn',
      text: 'A webhook of "github" was refused: its signature does not fit the configured secret.',
    });
    await portal.get('/api/catalog/entities').expect(200);
  });
});

describe('a configuration that lacks something', () => {
  const entities = [
    componentOf({ name: 'payments', slug: PAYMENTS, host: 'github.com' }),
  ];

  it('integrations.github: the log says what to set, and the reader that nothing is connected', async () => {
    const portal = await startPortal({
      databases: databases.create(),
      entities,
      config: {},
    });
    await portal.bind();
    expect(portal.log).toContainEqual({
      level: 'warn',
      text: 'GitHub (github.com) is not read: Set integrations.github[].token or integrations.github[].apps for the host "github.com", so that GitHub can be read.',
    });
    expect(await portal.sources()).toEqual([]);
    expect(leadTimeOf(await portal.dora('payments'))).toMatchObject({
      status: 'notConfigured',
      reason: { code: 'noScope' },
    });
    await portal.get('/api/catalog/entities').expect(200);
    await portal.stop();
  });

  it('a webhook secret: the sender is told where to set one, and polling goes on', async () => {
    const github = await startGithub({ breakage: hasInternalError });
    const { host } = github;
    const portal = await startPortal({
      databases: databases.create(),
      entities: [componentOf({ name: 'payments', slug: PAYMENTS, host })],
      config: githubConfig([{ host }]),
    });
    const answer = await portal
      .post(`${API}/v1/webhooks/github`)
      .send({ repository: { full_name: PAYMENTS } });
    expect(answer.status).toBe(404);
    expect(answer.body.detail).toBe(
      'No webhook of "github" is taken here. Set a secret for it in engineeringInsights.sources.',
    );
    await portal.bind();
    await waitUntil('GitHub is polled', async () =>
      portal.log.some(({ text }) => text.includes('GitHub answered 500')),
    );
    expect(leadTimeOf(await portal.dora('payments')).status).toBe('collecting');
    await portal.get('/api/catalog/entities').expect(200);
    await portal.stop();
    await github.close();
  });
});

describe('a portal on which the plugin stays off', () => {
  const SCHEDULE = 'engineeringInsights.schedule.collect';
  it.each([
    {
      what: 'SQLite in place of Postgres',
      ownDatabase: { client: 'better-sqlite3', connection: ':memory:' },
      config: {},
      level: 'warn',
      sentence:
        /^Engineering Insights needs Postgres 14 or newer and this portal uses better-sqlite3. Set backend.database.plugin.engineering-insights to a Postgres of its own.$/,
    },
    {
      what: 'an interval that is none',
      config: { engineeringInsights: { schedule: { collect: 'often' } } },
      level: 'error',
      sentence: new RegExp(
        `Invalid duration 'often' in config at '${SCHEDULE}'`,
      ),
    },
    {
      what: 'an option of a policy that is none',
      config: {
        engineeringInsights: {
          policies: { default: { environments: { count: 'all' } } },
        },
      },
      level: 'error',
      sentence:
        /engineeringInsights.policies.default.environments.count: .*"rollout"\|"each"/,
    },
    {
      what: 'a number that is none',
      config: { engineeringInsights: { limits: { streamsAtOnce: 'many' } } },
      level: 'error',
      sentence: /'engineeringInsights.limits.streamsAtOnce' .* to a number/,
    },
  ])(
    'says why once in the log and in each answer, and the catalog goes on: $what',
    async ({ ownDatabase, config, level, sentence }) => {
      const portal = await startPortal({
        databases: databases.create(),
        entities: [
          componentOf({ name: 'payments', slug: PAYMENTS, host: 'github.com' }),
        ],
        config,
        ownDatabase,
      });
      for (const path of [
        'v1/analytics/dora/component/default/payments',
        'v1/sources',
      ]) {
        const { status, body } = await portal.get(`${API}/${path}`);
        expect(status).toBe(503);
        expect(body.detail).toMatch(sentence);
      }
      const told = portal.log.filter(line => line.level === level);
      expect(told).toEqual([{ level, text: expect.stringMatching(sentence) }]);
      expect(told[0].text).not.toMatch(/is off: \w*Error: /);
      await portal.get('/api/catalog/entities').expect(200);
      await portal.stop();
    },
  );
});
