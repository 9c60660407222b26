import { createHmac } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import pagerdutyModule from '@sei-platform/plugin-engineering-insights-backend-module-pagerduty';
import type { Knex } from 'knex';
import { createCatalog, createWorld, PLAYGROUND_TOKEN } from 'playground';
import {
  computeMetrics,
  readRepository,
} from 'playground/scripts/metrics-from-rest';
import { allIncidents, happenedAt } from 'playground/src/pagerduty/incidents';
import { toIso } from 'playground/src/simulation/time';
import { componentOf } from './__testUtils__/componentOf';
import { githubConfig } from './__testUtils__/githubConfig';
import { portalDatabases } from './__testUtils__/portalDatabases';
import {
  FIRST_SYNC_SINCE,
  PLAYGROUND_MONTHS,
  PLAYGROUND_NOW,
  startGithub,
  type Github,
  type World,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitForCalculation } from './__testUtils__/waitForCalculation';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const WEBHOOK_SECRET = 'webhook-secret';
const SERVICE_ID = 'pagerduty.com/service-id';
const NOW = Date.parse(PLAYGROUND_NOW) / 1000;
const DAY = 86_400;
/** Five companies' worth of components, so that there are services enough to be asked about at once. */
const COMPONENTS = 60;
const SERVICES = 10;
/** Deploys once a week, so that no other deployment comes between a failure and its incident. */
const SHIPPING = 'shipping';

function createLargeWorld(): World {
  return createWorld({
    seed: 'integration',
    components: COMPONENTS,
    months: PLAYGROUND_MONTHS,
    anchorDay: PLAYGROUND_NOW.slice(0, 10),
  });
}

/** The components whose failures page somebody, by nothing but their service. */
function entitiesOf({ company }: World): JsonObject[] {
  return createCatalog(company, { origin: 'http://localhost' }).flatMap(
    ({ kind, metadata: { name, annotations } }) => {
      const id = (annotations as Record<string, string> | undefined)?.[
        SERVICE_ID
      ];
      if (kind !== 'Component' || !id) return [];
      return [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind,
          metadata: { name: String(name), annotations: { [SERVICE_ID]: id } },
          spec: {
            type: 'service',
            lifecycle: 'production',
            owner: 'group:default/x',
          },
        },
      ];
    },
  );
}

function configOf(github: Github): JsonObject {
  return {
    engineeringInsights: {
      firstSyncSince: FIRST_SYNC_SINCE,
      sources: {
        pagerduty: [
          {
            apiBaseUrl: `${github.url}/pagerduty`,
            token: PLAYGROUND_TOKEN,
            webhookSecret: WEBHOOK_SECRET,
          },
        ],
      },
    },
  };
}

async function streamsOf(portal: Portal) {
  return (await portal.sources()).flatMap(({ streams }) => streams);
}

async function retry(portal: Portal, ids: readonly string[]) {
  for (const id of ids)
    await portal.post(`/api/engineering-insights/v1/sources/${id}/retry`);
}

/** What is stored, without what the database and the moment gave. */
async function dump(knex: Knex) {
  return knex('incidents')
    .join('scopes', 'scopes.id', 'incidents.scope_id')
    .select(
      'scopes.external_id as scope',
      'incidents.external_id as id',
      'incidents.title',
      'severity',
      'source_severity',
      'opened_at',
      'acknowledged_at',
      'resolved_at',
      'incidents.service',
      'source_updated_at',
    )
    .orderByRaw('incidents.external_id collate "C"');
}

async function collect(options: {
  github: Github;
  databases: ReturnType<typeof portalDatabases>;
  entities?: readonly JsonObject[];
  config?: JsonObject;
  streamCount?: number;
}) {
  const { github, databases } = options;
  const {
    entities = entitiesOf(github.world),
    config = configOf(github),
    streamCount = entities.length,
  } = options;
  const database = databases.create();
  const portal = await startPortal({
    databases: database,
    entities,
    config,
    features: [pagerdutyModule],
  });
  await portal.bind();
  await waitUntil('everything is collected', async () => {
    const streams = await streamsOf(portal);
    const failed = streams.filter(({ lastError }) => lastError);
    await retry(
      portal,
      failed.map(({ id }) => id),
    );
    return (
      streams.length === streamCount &&
      streams.every(
        ({ isHistoryDone, lastSuccessAt, lastError }) =>
          isHistoryDone && lastSuccessAt && !lastError,
      )
    );
  });
  return { portal, knex: database.knex, facts: await dump(database.knex) };
}

/** Two objects as one, and so on with their members. */
function merge(left: JsonObject, right: JsonObject): JsonObject {
  const isObject = (value: unknown): value is JsonObject =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const members = Object.entries(right).map(([key, value]) => {
    const before = left[key];
    return [
      key,
      isObject(before) && isObject(value) ? merge(before, value) : value,
    ];
  });
  return { ...left, ...Object.fromEntries(members) };
}

function dateOf(seconds: number | undefined): Date | null {
  return seconds === undefined ? null : new Date(seconds * 1000);
}

/** What the world knows of its incidents, as it is to be stored. */
function incidentsOf(world: World) {
  return allIncidents(world)
    .map(incident => ({
      scope: incident.service.id,
      id: incident.id,
      title: incident.title,
      source_severity: incident.priority ?? incident.urgency,
      opened_at: dateOf(happenedAt(incident, 'trigger')),
      acknowledged_at: dateOf(happenedAt(incident, 'acknowledge')),
      resolved_at: dateOf(happenedAt(incident, 'resolve')),
      service: incident.service.name,
    }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

describe('a collection from PagerDuty', () => {
  const databases = portalDatabases();

  it('has every incident of its services, reads next to nothing the next time, and ends the same from a PagerDuty that often fails', async () => {
    const asked: string[] = [];
    const sound = await startGithub({
      world: createLargeWorld(),
      breakage: ({ url }) => {
        asked.push(String(url?.split('?')[0]));
        return false;
      },
    });
    const { portal, knex, facts } = await collect({ github: sound, databases });
    const expected = incidentsOf(sound.world);
    expect(new Set(expected.map(({ scope }) => scope)).size).toBe(SERVICES);
    expect(expected.length).toBeGreaterThan(20);
    // Some were never acknowledged.
    const answered = expected.filter(({ acknowledged_at: at }) => at);
    expect(answered.length).toBeGreaterThan(10);
    expect(answered.length).toBeLessThan(expected.length);
    expect(facts).toEqual(
      expected.map(incident => expect.objectContaining(incident)),
    );

    const before = await streamsOf(portal);
    asked.length = 0;
    // As a poll does, all of them at one moment.
    await knex('streams').update({ due_at: knex.fn.now() });
    const after = await waitUntil('everything was read again', async () => {
      const streams = await streamsOf(portal);
      const isReadAgain = streams.every(
        ({ id, coveredTo }) =>
          coveredTo !== before.find(each => each.id === id)?.coveredTo,
      );
      return isReadAgain && streams;
    });
    // One question about all of them.
    expect(asked).toEqual(['/pagerduty/log_entries']);
    expect(after.map(({ counters }) => counters)).toEqual(
      before.map(({ counters }) => counters),
    );
    expect(await dump(knex)).toEqual(facts);
    await portal.stop();
    await sound.close();

    const faulty = await startGithub({
      world: sound.world,
      faults: ['429', '500', 'slow', 'truncated'],
    });
    const collected = await collect({ github: faulty, databases });
    const runs = await collected.knex('stream_runs').pluck('outcome');
    await collected.portal.stop();
    await faulty.close();
    expect(runs).toEqual(expect.arrayContaining(['failure', 'rateLimited']));
    expect(collected.facts).toEqual(facts);
  });

  it('has the late end of an incident as soon as a webhook tells that something changed', async () => {
    const future = createLargeWorld();
    future.advance(NOW + 60 * DAY);
    const incident = allIncidents(future).find(
      each =>
        happenedAt(each, 'trigger')! > NOW && happenedAt(each, 'acknowledge'),
    )!;
    // The company has gone on to where it was just acknowledged.
    const github = await startGithub({ world: createLargeWorld() });
    github.world.advance(happenedAt(incident, 'acknowledge')!);
    const { portal, knex } = await collect({ github, databases });
    const find = () =>
      knex('incidents').where('external_id', incident.id).first();
    expect(await find()).toMatchObject({ resolved_at: null });

    github.world.advance(happenedAt(incident, 'resolve')! + 30 * DAY);
    const { status } = await deliver(portal, {
      event: {
        id: 'event-1',
        // What happened afterwards is known by reading alone.
        event_type: 'incident.acknowledged',
        occurred_at: toIso(happenedAt(incident, 'acknowledge')!),
        data: {
          id: incident.id,
          type: 'incident',
          status: 'acknowledged',
          title: incident.title,
          urgency: incident.urgency,
          created_at: toIso(happenedAt(incident, 'trigger')!),
          service: { id: incident.service.id },
        },
      },
    });
    expect(status).toBe(202);
    const stored = await waitUntil('its end is stored', async () => {
      const row = await find();
      return row.resolved_at ? row : undefined;
    });
    expect(stored.resolved_at).toEqual(dateOf(happenedAt(incident, 'resolve')));
    expect(stored.acknowledged_at).toEqual(
      dateOf(happenedAt(incident, 'acknowledge')),
    );
    await portal.stop();
    await github.close();
  });

  it('tells of the same failed deployments as their remedies do, and counts each once', async () => {
    const github = await startGithub();
    const { host } = github;
    const [withService] = entitiesOf(github.world).filter(
      ({ metadata }) => (metadata as JsonObject).name === SHIPPING,
    );
    const component = componentOf({
      name: SHIPPING,
      host,
      slug: `acme/${SHIPPING}`,
    });
    const { portal, knex } = await collect({
      github,
      databases,
      entities: [merge(component, withService)],
      config: merge(githubConfig([{ host }]), configOf(github)),
      streamCount: 11,
    });
    await waitForCalculation(knex);
    const raw = await readRepository({
      url: `${github.url}/api/v3`,
      token: PLAYGROUND_TOKEN,
      repository: `acme/${SHIPPING}`,
      production: /^production$/,
    });
    const window = { from: '2025-11-05T00:00:00Z', to: PLAYGROUND_NOW };
    const { failed, judged } = computeMetrics(raw, {
      ...window,
      asOf: PLAYGROUND_NOW,
      production: /^production$/,
    });
    const { summary, metrics } = await portal.dora(
      SHIPPING,
      new URLSearchParams(window).toString(),
    );
    const failRate = metrics.find(
      ({ metricId }) => metricId === 'dora.change-fail-rate',
    )!.value;
    expect(failed).toBeGreaterThan(2);
    expect(summary.failureCount).toBe(failed);
    expect(failRate).toMatchObject({
      sampleSize: judged,
      value: failed / judged,
    });
    const failures = await knex('failures').select('evidence', 'recovered_by');
    for (const { evidence, recovered_by: recoveredBy } of failures) {
      const kinds = evidence.map(({ kind }: { kind: string }) => kind);
      expect(kinds).toContain('incident');
      expect(kinds.length).toBeGreaterThan(1);
      expect(recoveredBy).toBe('incident');
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
  return fetch(`${portal.url}/api/engineering-insights/v1/webhooks/pagerduty`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-pagerduty-signature': `v1=${signature}`,
    },
    body,
  });
}
