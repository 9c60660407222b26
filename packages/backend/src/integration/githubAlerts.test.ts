import { createHmac } from 'node:crypto';
import type { Knex } from 'knex';
import {
  codeScanningAlertsOf,
  dependabotAlertsOf,
  secretScanningAlertsOf,
} from 'playground/src/simulation/securityAlerts';
import { componentOf } from './__testUtils__/componentOf';
import { githubConfig } from './__testUtils__/githubConfig';
import { portalDatabases } from './__testUtils__/portalDatabases';
import {
  startGithub,
  type Breakage,
  type World,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const REPOSITORIES = ['search', 'identity', 'ledger'];
const WEBHOOK_SECRET = 'webhook-secret';
const ALERTS = /\/(code-scanning|dependabot|secret-scanning)\/alerts/;

/** Secret scanning is off in one of them, which GitHub tells as if it were not there. */
const SWITCHED_OFF = '/ledger/secret-scanning/alerts';
const switchesOff: Breakage = ({ url }, response) => {
  if (!url?.includes(SWITCHED_OFF)) return false;
  response.writeHead(404, { 'content-type': 'application/json' });
  response.end('{"message":"Secret scanning is disabled."}');
  return true;
};

const CATEGORY: Readonly<Record<string, string>> = {
  'code-scanning': 'vulnerability',
  dependabot: 'dependency',
  'secret-scanning': 'secret',
};

function findingsOf(world: World) {
  return REPOSITORIES.flatMap(name => {
    const repository = world.repository(name)!;
    const kinds = {
      'code-scanning': codeScanningAlertsOf(repository),
      dependabot: dependabotAlertsOf(repository),
      'secret-scanning':
        name === 'ledger' ? [] : secretScanningAlertsOf(repository),
    };
    return Object.entries(kinds).flatMap(([kind, alerts]) =>
      alerts.map(({ number, state, createdAt, endedAt }) => ({
        scope: `acme/${name}`,
        id: `${kind}/${number}`,
        category: CATEGORY[kind],
        state,
        first_seen_at: new Date(createdAt * 1000),
        fixed_at: state === 'fixed' ? new Date(endedAt! * 1000) : null,
        dismissed_at: state === 'dismissed' ? new Date(endedAt! * 1000) : null,
      })),
    );
  }).sort(byPlace);
}

function byPlace(
  left: { scope: string; id: string },
  right: { scope: string; id: string },
): number {
  const [one, other] = [left, right].map(({ scope, id }) => `${scope} ${id}`);
  return one < other ? -1 : 1;
}

async function dump(knex: Knex) {
  const rows = await knex('findings')
    .join('scopes', 'scopes.id', 'findings.scope_id')
    .select(
      'scopes.external_id as scope',
      'findings.external_id as id',
      'category',
      'state',
      'first_seen_at',
      'fixed_at',
      'dismissed_at',
    );
  return rows.sort(byPlace);
}

async function alertStreamsOf(portal: Portal) {
  return (await portal.sources())
    .flatMap(({ streams }) => streams)
    .filter(({ stream }) => stream.endsWith('-alerts'));
}

describe('the security alerts of GitHub', () => {
  const databases = portalDatabases();

  it('are findings; one that is off stops alone; what is unchanged costs nothing; no secret is stored', async () => {
    const asked: string[] = [];
    const github = await startGithub({
      breakage: (request, response) => {
        if (ALERTS.test(String(request.url))) asked.push(String(request.url));
        return switchesOff(request, response);
      },
    });
    const { host } = github;
    const database = databases.create();
    const { knex } = database;
    const portal = await startPortal({
      databases: database,
      entities: REPOSITORIES.map(name =>
        componentOf({ name, host, slug: `acme/${name}` }),
      ),
      config: githubConfig([{ host, webhookSecret: WEBHOOK_SECRET }]),
    });
    await portal.bind();
    const streams = await waitUntil('all alerts are read', async () => {
      const all = await alertStreamsOf(portal);
      const isDone = all.every(
        ({ isHistoryDone, lastError }) => isHistoryDone || lastError,
      );
      return all.length === 9 && isDone && all;
    });
    const refused = streams.filter(({ lastError }) => lastError);
    expect(refused).toMatchObject([
      {
        stream: 'secret-scanning-alerts',
        lastError: { name: 'NotAllowedError' },
      },
    ]);
    expect(await knex('scopes').whereNotNull('gone_at')).toEqual([]);
    const expected = findingsOf(github.world);
    expect(expected.length).toBeGreaterThan(10);
    expect(await dump(knex)).toEqual(expected);
    // One page of each kind of each repository.
    expect(asked).toHaveLength(9);

    asked.length = 0;
    await knex('streams')
      .where('name', 'like', '%-alerts')
      .whereNull('last_error')
      .update({
        due_at: knex.fn.now(),
        live_cursor: knex.raw(
          `jsonb_set(live_cursor, '{readAt}', '"2026-03-01T00:00:00Z"')`,
        ),
      });
    const before = await knex('stream_runs').max('id').first();
    await waitUntil('they were asked for again', async () => asked.length >= 8);
    await waitUntil('the answers are stored', async () => {
      const waiting = await knex('streams')
        .where('name', 'like', '%-alerts')
        .whereNull('last_error')
        .whereRaw(`live_cursor ->> 'readAt' < '2026-03-02'`);
      return waiting.length === 0;
    });
    const counts = await knex('stream_runs')
      .join('streams', 'streams.id', 'stream_runs.stream_id')
      .where('stream_runs.id', '>', before!.max)
      .where('streams.name', 'like', '%-alerts')
      .pluck('read_count');
    expect(counts.filter(count => count > 0)).toEqual([]);
    expect(await dump(knex)).toEqual(expected);

    const { status } = await deliver(portal, {
      action: 'created',
      repository: {
        full_name: 'acme/search',
        html_url: `${github.url}/acme/search`,
        default_branch: 'main',
      },
      alert: {
        number: 999,
        state: 'open',
        created_at: '2026-03-02T10:00:00Z',
        html_url: `${github.url}/acme/search/security/secret-scanning/999`,
        secret_type: 'npm_access_token',
        secret: 'very-secret-token',
      },
    });
    expect(status).toBe(202);
    await waitUntil('it is a finding', () =>
      knex('findings').where('external_id', 'secret-scanning/999').first(),
    );
    for (const table of ['webhook_deliveries', 'payloads', 'findings']) {
      expect(JSON.stringify(await knex(table))).not.toContain(
        'very-secret-token',
      );
    }
    await portal.stop();
    await github.close();
  });
});

function deliver(portal: Portal, delivery: object): Promise<Response> {
  const body = JSON.stringify(delivery);
  const signature = createHmac('sha256', WEBHOOK_SECRET)
    .update(body)
    .digest('hex');
  return fetch(`${portal.url}/api/engineering-insights/v1/webhooks/github`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'secret_scanning_alert',
      'x-github-delivery': 'delivery-1',
      'x-hub-signature-256': `sha256=${signature}`,
    },
    body,
  });
}
