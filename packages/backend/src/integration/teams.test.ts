import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@backstage/types';
import teamsModule from '@sei-platform/plugin-engineering-insights-backend-module-teams';
import type { Knex } from 'knex';
import { createWorld, PLAYGROUND_TEAMS, PLAYGROUND_TOKEN } from 'playground';
import { channelsOf, idOf } from 'playground/src/teams/channels';
import {
  incidentChannelsOf,
  type IncidentChannel,
} from 'playground/src/teams/incidentChannels';
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
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const { tenantId, clientId, operations, discovery } = PLAYGROUND_TEAMS;
const CLIENT_STATE = 'secret-of-the-portal';
const NOW = Date.parse(PLAYGROUND_NOW) / 1000;
const DAY = 86_400;
const PAGE_SIZE = 20;
/** Enough for more families than are read one by one. */
const COMPONENTS = 60;
/** Of its own name no channel tells; the other is known by its name alone. */
const [ANNOTATED, NAMED] = ['bookkeeping', 'recommendations'];
/** What this company calls its channels. A number may belong to the name of a service. */
const PATTERN =
  'inc[- ](?:(?P<severity>sev\\d)[- ])?(?:(?P<service>[a-z]+(?:-\\d+)?)[- ])?\\d{4}-\\d{2}-\\d{2}.*';
const LISTS = [operations, discovery].map(
  team => `GET /teams/graph/v1.0/teams/${team}/channels`,
);

function createLargeWorld(): World {
  return createWorld({
    seed: 'integration',
    components: COMPONENTS,
    months: PLAYGROUND_MONTHS,
    anchorDay: PLAYGROUND_NOW.slice(0, 10),
  });
}

function entityOf(name: string, annotations: Record<string, string>) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/x',
    },
  };
}

const ENTITIES: readonly JsonObject[] = [
  entityOf(ANNOTATED, { 'teams.microsoft.com/channel': 'inc-ledger' }),
  entityOf(NAMED, {}),
  // A channel that stays is no incident.
  entityOf('relevance', { 'teams.microsoft.com/channel': 'Relevance' }),
];

function configOf({ url }: Github, notificationUrl?: string): JsonObject {
  return {
    engineeringInsights: {
      firstSyncSince: FIRST_SYNC_SINCE,
      sources: {
        teams: [
          {
            tenantId,
            clientId,
            clientSecret: PLAYGROUND_TOKEN,
            teams: [operations, discovery],
            authority: `${url}/teams/login`,
            graphBaseUrl: `${url}/teams/graph`,
            clientState: CLIENT_STATE,
            incidentChannels: { pattern: PATTERN },
            ...(notificationUrl && { notificationUrl }),
          },
        ],
      },
    },
  };
}

async function streamsOf(portal: Portal) {
  return (await portal.sources()).flatMap(({ streams }) => streams);
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
      'resolved_at',
      'incidents.service',
    )
    .orderByRaw('incidents.external_id collate "C"');
}

async function collect(options: {
  github: Github;
  databases: ReturnType<typeof portalDatabases>;
  streamCount: number;
  config?: JsonObject;
}) {
  const { github, streamCount } = options;
  const database = options.databases.create();
  const portal = await startPortal({
    databases: database,
    entities: ENTITIES,
    config: options.config ?? configOf(github),
    features: [teamsModule],
  });
  await portal.bind();
  await waitUntil('everything is collected', async () => {
    await portal.discover();
    const streams = await streamsOf(portal);
    for (const { id, lastError } of streams)
      if (lastError)
        await portal.post(`/api/engineering-insights/v1/sources/${id}/retry`);
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

/** Graph tells fractions of a second. */
function openedDateOf({ openedAt }: IncidentChannel): Date {
  return new Date(openedAt * 1000 + 592);
}

function externalIdOf({ number }: IncidentChannel): string {
  return encodeURIComponent(idOf(`incident ${number}`));
}

function familyOf({ service }: IncidentChannel): string {
  return service ? `inc-${service}` : 'inc';
}

function familiesOf(world: World): string[] {
  return [...new Set(incidentChannelsOf(world).map(familyOf))].sort();
}

/** What the world knows of its incident channels, as it is to be stored when all of them are first seen. */
function incidentsOf(world: World) {
  return incidentChannelsOf(world)
    .map(channel => ({
      scope: familyOf(channel),
      id: externalIdOf(channel),
      title: channel.name,
      source_severity: /^INC.(SEV\d)/i.exec(channel.name)?.[1] ?? null,
      opened_at: openedDateOf(channel),
      // When it was archived nobody tells.
      resolved_at: null,
      service: channel.service ?? null,
    }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** Of one list of all teams. */
function pagesOf(world: World): number {
  return [operations, discovery]
    .map(team => Math.ceil(channelsOf(world, team).length / PAGE_SIZE))
    .reduce((sum, count) => sum + count);
}

async function expectNothingPersonal(knex: Knex) {
  const payloads = await knex('payloads').select('body');
  const deliveries = await knex('webhook_deliveries').select('body', 'headers');
  const text = JSON.stringify([payloads, deliveries]);
  expect(payloads.length).toBeGreaterThan(0);
  for (const word of [
    'description',
    'What is known',
    'email',
    'member',
    CLIENT_STATE,
    'the card readers',
  ])
    expect(text).not.toContain(word);
}

/** A channel that is opened after the company's anchor day, and archived later. */
function findLaterChannel(): Required<IncidentChannel> {
  const future = createLargeWorld();
  future.advance(NOW + 90 * DAY);
  return incidentChannelsOf(future).find(
    ({ service, openedAt, archivedAt }) =>
      service && openedAt > NOW && archivedAt && archivedAt - openedAt > 7200,
  ) as Required<IncidentChannel>;
}

describe('a collection from Teams', () => {
  const databases = portalDatabases();

  it('has every incident channel with few questions, reads next to nothing the next time, and ends the same from a Graph that often fails', async () => {
    const asked: string[] = [];
    const sound = await startGithub({
      world: createLargeWorld(),
      breakage: ({ method, url }) => {
        asked.push(`${method} ${String(url?.split('?')[0])}`);
        return false;
      },
    });
    // The world moves when it is first asked.
    sound.world.advance(NOW);
    const expected = incidentsOf(sound.world);
    const families = familiesOf(sound.world);
    const streamCount = families.length;
    expect(families).toEqual(
      expect.arrayContaining(['inc', 'inc-ledger', `inc-${NAMED}`]),
    );
    expect(families.length).toBeGreaterThan(5);
    expect(expected.length).toBeGreaterThan(20);
    const { portal, knex, facts } = await collect({
      github: sound,
      databases,
      streamCount,
    });
    expect(facts).toEqual(
      expected.map(incident => expect.objectContaining(incident)),
    );
    const [token, ...lists] = asked;
    expect(token).toBe(`POST /teams/login/${tenantId}/oauth2/v2.0/token`);
    expect(new Set(lists)).toEqual(new Set(LISTS));
    const pages = pagesOf(sound.world);
    // The families are found, and as long as reading them takes, they are listed again every five seconds.
    expect(lists.length % pages).toBe(0);
    expect(lists.length / pages).toBeLessThan(5);
    await expectNothingPersonal(knex);

    expect(
      await knex('entity_scopes')
        .join('entities', 'entities.id', 'entity_scopes.entity_id')
        .join('scopes', 'scopes.id', 'entity_scopes.scope_id')
        .orderBy('entities.ref')
        .select('entities.ref', 'scopes.external_id as scope', 'bound_by'),
    ).toEqual([
      {
        ref: `component:default/${ANNOTATED}`,
        scope: 'inc-ledger',
        bound_by: 'catalog',
      },
      {
        ref: `component:default/${NAMED}`,
        scope: `inc-${NAMED}`,
        bound_by: 'service',
      },
    ]);

    const before = await streamsOf(portal);
    // A list is shared for so long.
    await sleep(5_000);
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
    // One list tells which of them changed; where the machine is slow, another is read.
    expect(asked.length / pages).toBeLessThan(3);
    expect(new Set(asked)).toEqual(new Set(LISTS));
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
    const collected = await collect({ github: faulty, databases, streamCount });
    await collected.portal.stop();
    await faulty.close();
    expect(collected.facts).toEqual(facts);
  });

  it('has the end of an incident when its channel is first seen archived, which a notification makes soon', async () => {
    const channel = findLaterChannel();
    const github = await startGithub({ world: createLargeWorld() });
    github.world.advance(channel.openedAt + 60);
    const { portal, knex } = await collect({
      github,
      databases,
      streamCount: familiesOf(github.world).length,
    });
    const find = () =>
      knex('incidents').where('external_id', externalIdOf(channel)).first();
    expect(await find()).toMatchObject({
      opened_at: openedDateOf(channel),
      resolved_at: null,
    });
    const openAt = async () => {
      const [row] = await knex('streams')
        .join('scopes', 'scopes.id', 'streams.scope_id')
        .where('scopes.external_id', familyOf(channel))
        .select('live_cursor');
      return row.live_cursor.open[externalIdOf(channel)]?.seenAt;
    };
    // The poll before.
    github.world.advance(channel.archivedAt - 200);
    const lastSight = new Date((channel.archivedAt - 200) * 1000);
    await waitUntil('it was seen open', async () => {
      // A list is shared for some seconds.
      await knex('streams').update({ due_at: knex.fn.now() });
      await sleep(1_000);
      return (await openAt()) === lastSight.toISOString();
    });

    github.world.advance(channel.archivedAt + 5);
    const notification = {
      subscriptionId: '9f9d1ed0-c9cc-42e7-8d80-a7fc4b0cda3c',
      changeType: 'updated',
      tenantId,
      clientState: CLIENT_STATE,
      subscriptionExpirationDateTime: '2026-06-01T00:00:00Z',
      resource: `teams('${operations}')/channels('19:x@thread.tacv2')`,
      resourceData: { id: '19:x@thread.tacv2' },
    };
    const forged = { ...notification, clientState: 'guessed' };
    expect((await deliver(portal, { value: [forged] })).status).toBe(403);
    expect((await deliver(portal, { value: [notification] })).status).toBe(202);
    const ended = await waitUntil('its end is stored', async () => {
      const row = await find();
      return row.resolved_at ? row : undefined;
    });
    expect(ended.resolved_at).toEqual(
      new Date((channel.archivedAt + 5) * 1000),
    );
    await expectNothingPersonal(knex);
    await portal.stop();
    await github.close();
  });

  it('subscribes by the door of the portal as soon as Graph tells that a subscription is gone', async () => {
    const github = await startGithub({ world: createLargeWorld() });
    github.world.advance(NOW);
    const door = await openDoor();
    const { portal, knex } = await collect({
      github,
      databases,
      streamCount: familiesOf(github.world).length,
      config: configOf(github, door.url),
    });
    door.leadTo(portal);
    const lifecycle = {
      subscriptionId: '9f9d1ed0-c9cc-42e7-8d80-a7fc4b0cda3c',
      subscriptionExpirationDateTime: '2026-06-01T00:00:00Z',
      tenantId,
      clientState: CLIENT_STATE,
      lifecycleEvent: 'subscriptionRemoved',
    };
    expect((await deliver(portal, { value: [lifecycle] })).status).toBe(202);
    const isKept = () =>
      knex('source_tasks').where({ task: 'subscriptions' }).first();
    await waitUntil('the subscriptions are kept', isKept);
    expect(await isKept()).toMatchObject({ last_error: null });
    const subscriptions = await subscriptionsOf(github);
    expect(
      subscriptions.map(({ resource, notificationUrl }) => [
        resource,
        String(notificationUrl).split('?')[0],
      ]),
    ).toEqual([
      [`/teams/${operations}/channels`, door.url],
      [`/teams/${discovery}/channels`, door.url],
    ]);
    await portal.stop();
    await door.close();
    await github.close();
  });
});

/** The public address of a portal whose port is not known before it starts. */
async function openDoor() {
  let portal: Portal | undefined;
  const server = createServer((req, res) => {
    const target = new URL(req.url ?? '/', portal?.url ?? 'http://127.0.0.1:1');
    const { method, headers } = req;
    const out = forward(target, { method, headers }, answer => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    out.on('error', () => res.destroy());
    req.pipe(out);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/engineering-insights/v1/webhooks/teams`,
    leadTo(target: Portal) {
      portal = target;
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

async function subscriptionsOf({ url }: Github): Promise<JsonObject[]> {
  const given = await fetch(
    `${url}/teams/login/${tenantId}/oauth2/v2.0/token`,
    {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: PLAYGROUND_TOKEN,
        scope: `${url}/teams/graph/.default`,
      }),
    },
  );
  const { access_token: token } = (await given.json()) as JsonObject;
  const answer = await fetch(`${url}/teams/graph/v1.0/subscriptions`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return ((await answer.json()) as { value: JsonObject[] }).value;
}

function deliver(portal: Portal, delivery: object): Promise<Response> {
  return fetch(`${portal.url}/api/engineering-insights/v1/webhooks/teams`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(delivery),
  });
}
