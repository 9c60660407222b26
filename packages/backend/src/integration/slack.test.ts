import { createHmac } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import gitlabModule from '@sei-platform/plugin-engineering-insights-backend-module-gitlab';
import slackModule from '@sei-platform/plugin-engineering-insights-backend-module-slack';
import type { Knex } from 'knex';
import { createCatalog, createWorld, PLAYGROUND_TOKEN } from 'playground';
import {
  incidentChannelsOf,
  type IncidentChannel,
} from 'playground/src/slack/incidentChannels';
import { hangsUp, hasInternalError } from './__testUtils__/breakages';
import { portalDatabases } from './__testUtils__/portalDatabases';
import {
  FIRST_SYNC_SINCE,
  PLAYGROUND_MONTHS,
  PLAYGROUND_NOW,
  startGithub,
  type Breakage,
  type Github,
  type World,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitForCalculation } from './__testUtils__/waitForCalculation';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const SIGNING_SECRET = 'signing-secret';
const NOW = Date.parse(PLAYGROUND_NOW) / 1000;
const DAY = 86_400;
/** Enough for more services than are read one by one. */
const COMPONENTS = 60;
/** An annotation names its family; that of the other is known by its name alone. */
const [ANNOTATED, NAMED] = ['warehouse', 'product-feed'];
/** Below GitLab's tier Ultimate there are none. */
const NOT_ALLOWED = 'vulnerabilities';

function createLargeWorld(): World {
  return createWorld({
    seed: 'integration',
    components: COMPONENTS,
    months: PLAYGROUND_MONTHS,
    anchorDay: PLAYGROUND_NOW.slice(0, 10),
  });
}

/** Components of the company's catalog with no more than some of their annotations. */
function entitiesOf(
  { world, url }: Github,
  isWanted: (annotation: string) => boolean,
): JsonObject[] {
  return createCatalog(world.company, { origin: url }).flatMap(
    ({ kind, metadata: { name, annotations } }) => {
      if (kind !== 'Component' || ![ANNOTATED, NAMED].includes(String(name)))
        return [];
      const wanted = Object.entries(annotations as Record<string, string>);
      return [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind,
          metadata: {
            name: String(name),
            annotations: Object.fromEntries(
              wanted.filter(([key]) => isWanted(key)),
            ),
          },
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
        slack: [
          {
            apiBaseUrl: `${github.url}/slack/api`,
            workspaceUrl: `${github.url}/slack`,
            token: PLAYGROUND_TOKEN,
            signingSecret: SIGNING_SECRET,
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
    .where('scopes.source', 'slack')
    .select(
      'scopes.external_id as scope',
      'incidents.external_id as id',
      'incidents.title',
      'source_severity',
      'opened_at',
      'resolved_at',
      'incidents.service',
    )
    .orderByRaw('incidents.external_id collate "C"');
}

async function collect(options: {
  github: Github;
  knexOf: ReturnType<ReturnType<typeof portalDatabases>['create']>;
  entities?: readonly JsonObject[];
  config?: JsonObject;
  features?: Parameters<typeof startPortal>[0]['features'];
  streamCount: number;
}) {
  const { github, knexOf: databases, streamCount } = options;
  const portal = await startPortal({
    databases,
    entities:
      options.entities ?? entitiesOf(github, key => key.startsWith('slack.')),
    config: options.config ?? configOf(github),
    features: [slackModule, ...(options.features ?? [])],
  });
  await portal.bind();
  await waitUntil('everything is collected', async () => {
    await portal.discover();
    const streams = await streamsOf(portal);
    for (const { id, lastError, stream } of streams) {
      if (lastError && stream !== NOT_ALLOWED)
        await portal.post(`/api/engineering-insights/v1/sources/${id}/retry`);
    }
    return (
      streams.length === streamCount &&
      streams.every(
        ({ stream, isHistoryDone, lastSuccessAt, lastError }) =>
          stream === NOT_ALLOWED ||
          (isHistoryDone && lastSuccessAt && !lastError),
      )
    );
  });
  return { portal, knex: databases.knex, facts: await dump(databases.knex) };
}

function familyOf({ service }: IncidentChannel): string {
  return service ? `inc-${service}` : 'inc';
}

/** The company's incident channels that are not private. */
function channelsOf(world: World): IncidentChannel[] {
  return incidentChannelsOf(world)
    .filter(({ isPrivate }) => !isPrivate)
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

function familiesOf(world: World): string[] {
  return [...new Set(channelsOf(world).map(familyOf))].sort();
}

/** What the world knows of its incident channels, as it is to be stored. */
function incidentsOf(world: World) {
  return channelsOf(world).map(channel => ({
    scope: familyOf(channel),
    id: channel.id,
    title: channel.name,
    source_severity: /^inc-(sev\d)-/.exec(channel.name)?.[1] ?? null,
    opened_at: new Date(channel.openedAt * 1_000),
    resolved_at: archivedDateOf(channel),
    service: channel.service ?? null,
  }));
}

function archivedDateOf({ archivedAt }: IncidentChannel): Date | null {
  return archivedAt === undefined ? null : new Date(archivedAt * 1_000 + 250);
}

/** Breaks every question but each fourth, each time in another way. */
function createOutages(): Breakage {
  const outages: Breakage[] = [
    (_request, response) => {
      response.writeHead(429, { 'retry-after': '1' });
      response.end('{"ok":false,"error":"ratelimited"}');
      return true;
    },
    hasInternalError,
    hangsUp,
    () => false,
  ];
  let count = 0;
  return (request, response) => {
    if (!request.url?.startsWith('/slack/')) return false;
    count += 1;
    return outages[(count - 1) % outages.length](request, response);
  };
}

/** A channel that is opened after the company's anchor day, and archived later. */
function findLaterChannel(): Required<IncidentChannel> {
  const future = createLargeWorld();
  future.advance(NOW + 90 * DAY);
  return channelsOf(future).find(
    ({ service, openedAt, archivedAt }) =>
      service && openedAt > NOW && archivedAt,
  ) as Required<IncidentChannel>;
}

describe('a collection from Slack', () => {
  const databases = portalDatabases();

  it('has every incident channel with few questions, reads next to nothing the next time, and ends the same from a Slack that often fails', async () => {
    const asked: string[] = [];
    const sound = await startGithub({
      world: createLargeWorld(),
      breakage: ({ url }) => {
        asked.push(String(url));
        return false;
      },
    });
    // The world moves when it is first asked.
    sound.world.advance(NOW);
    const expected = incidentsOf(sound.world);
    const families = familiesOf(sound.world);
    expect(families).toEqual(
      expect.arrayContaining(['inc', `inc-${ANNOTATED}`, `inc-${NAMED}`]),
    );
    expect(families.length).toBeGreaterThan(6);
    expect(expected.length).toBeGreaterThan(50);
    const database = databases.create();
    const options = { knexOf: database, streamCount: families.length };
    const { portal, knex, facts } = await collect({
      ...options,
      github: sound,
    });
    expect(facts).toEqual(expected);
    // Finding them and reading them all needs one listing; it is shared for a minute.
    expect(asked.length).toBeLessThan(3);
    expect(new Set(asked)).toEqual(new Set(['/slack/api/conversations.list']));

    expect(await boundOf(knex)).toEqual([
      [ANNOTATED, `inc-${ANNOTATED}`, 'catalog'],
      [NAMED, `inc-${NAMED}`, 'service'],
    ]);
    await expectNothingPersonal(knex);
    const before = await streamsOf(portal);
    await portal.stop();

    // A portal that starts anew knows nothing of the last listing.
    asked.length = 0;
    await knex('streams').update({ due_at: knex.fn.now() });
    const again = await collect({ ...options, github: sound });
    const after = await waitUntil('everything was read again', async () => {
      const streams = await streamsOf(again.portal);
      const isReadAgain = streams.every(
        ({ id, coveredTo }) =>
          coveredTo !== before.find(each => each.id === id)?.coveredTo,
      );
      return isReadAgain && streams;
    });
    expect(asked.length).toBeLessThan(3);
    expect(after.map(({ counters }) => counters)).toEqual(
      before.map(({ counters }) => counters),
    );
    expect(again.facts).toEqual(facts);
    await again.portal.stop();
    await sound.close();

    const faulty = await startGithub({
      world: sound.world,
      breakage: createOutages(),
    });
    const collected = await collect({
      ...options,
      knexOf: databases.create(),
      github: faulty,
    });
    await collected.portal.stop();
    await faulty.close();
    expect(collected.facts).toEqual(facts);
  });

  it('sees the end of an incident by polling alone', async () => {
    const channel = findLaterChannel();
    const github = await startGithub({ world: createLargeWorld() });
    github.world.advance(channel.openedAt + 60);
    const streamCount = familiesOf(github.world).length;
    const database = databases.create();
    const first = await collect({ github, knexOf: database, streamCount });
    const find = (facts: { id: string }[]) =>
      facts.find(({ id }) => id === channel.id);
    expect(find(first.facts)).toMatchObject({ resolved_at: null });
    await first.portal.stop();

    github.world.advance(channel.archivedAt + 60);
    await database.knex('streams').update({ due_at: database.knex.fn.now() });
    const later = await collect({ github, knexOf: database, streamCount });
    await waitUntil('its end is stored', async () => {
      const row = find(await dump(database.knex)) as JsonObject;
      return row.resolved_at;
    });
    expect(find(await dump(database.knex))).toMatchObject({
      resolved_at: archivedDateOf(channel),
    });
    await later.portal.stop();
    await github.close();
  });

  it('has the end of an incident as soon as an event tells of it, and opens it again', async () => {
    const channel = findLaterChannel();
    const github = await startGithub({ world: createLargeWorld() });
    github.world.advance(channel.openedAt + 60);
    const { portal, knex } = await collect({
      github,
      knexOf: databases.create(),
      streamCount: familiesOf(github.world).length,
    });
    const find = () =>
      knex('incidents').where('external_id', channel.id).first();
    expect(await find()).toMatchObject({ resolved_at: null });

    const archived = eventOf('channel_archive', channel, channel.archivedAt);
    expect((await deliver(portal, archived)).status).toBe(202);
    const ended = await waitUntil('its end is stored', async () => {
      const row = await find();
      return row.resolved_at ? row : undefined;
    });
    expect(ended.resolved_at).toEqual(new Date(channel.archivedAt * 1_000));

    // Slack sends again what it takes for lost.
    await deliver(portal, archived, { 'x-slack-retry-num': '1' });
    expect(await knex('webhook_deliveries').select('body')).toHaveLength(1);
    const opened = eventOf(
      'channel_unarchive',
      channel,
      channel.archivedAt + 3_600,
    );
    await deliver(portal, opened);
    await waitUntil('it is open again', async () => {
      const row = await find();
      return row.resolved_at === null;
    });
    await expectNothingPersonal(knex);
    await portal.stop();
    await github.close();
  });

  it("answers Slack's question where Slack asks it", async () => {
    const github = await startGithub({ world: createLargeWorld() });
    const portal = await startPortal({
      databases: databases.create(),
      entities: [],
      config: configOf(github),
      features: [slackModule],
    });
    const question = { type: 'url_verification', challenge: '3eZbrw1aB' };
    const answer = await deliver(portal, question);
    expect([answer.status, await answer.text()]).toEqual([200, '3eZbrw1aB']);
    const forged = await deliver(portal, question, {
      'x-slack-signature': 'v0=0',
    });
    expect(forged.status).toBe(401);
    expect(await forged.text()).not.toContain('3eZbrw1aB');
    await portal.stop();
    await github.close();
  });

  it('is evidence of failed deployments', async () => {
    const github = await startGithub({ world: createLargeWorld() });
    github.world.advance(NOW);
    const { host } = github;
    const entities = entitiesOf(
      github,
      key => key.startsWith('gitlab.') || key.startsWith('slack.'),
    );
    const { portal, knex } = await collect({
      github,
      knexOf: databases.create(),
      entities,
      features: [gitlabModule],
      config: {
        ...configOf(github),
        integrations: {
          gitlab: [
            {
              host,
              baseUrl: `http://${host}/gitlab`,
              apiBaseUrl: `http://${host}/gitlab/api/v4`,
              token: PLAYGROUND_TOKEN,
            },
          ],
        },
      },
      streamCount: familiesOf(github.world).length + GITLAB_STREAMS,
    });
    await waitForCalculation(knex);
    const failures = await knex('failures').select('evidence');
    const kinds = failures.map(({ evidence }) =>
      evidence.map(({ kind }: { kind: string }) => kind),
    );
    expect(
      kinds.filter(each => each.includes('incident')).length,
    ).toBeGreaterThan(2);
    const { summary } = await portal.dora(ANNOTATED);
    expect(summary.failureCount).toBeGreaterThan(0);
    await portal.stop();
    await github.close();
  });
});

const GITLAB_STREAMS = 8;

/** Which component reads which family, and why. */
async function boundOf(knex: Knex) {
  const rows = await knex('entity_scopes')
    .join('entities', 'entities.id', 'entity_scopes.entity_id')
    .join('scopes', 'scopes.id', 'entity_scopes.scope_id')
    .where('scopes.source', 'slack')
    .select('entities.title', 'scopes.external_id', 'bound_by')
    .orderBy('entities.title', 'desc');
  return rows.map(Object.values);
}

/** Neither what was received nor what is in the inbox holds more than channels. */
async function expectNothingPersonal(knex: Knex) {
  const payloads = await knex('payloads').pluck('body');
  expect(payloads.length).toBeGreaterThan(10);
  for (const body of payloads) {
    expect(
      Object.keys(body).filter(
        key =>
          !['id', 'name', 'created', 'is_archived', 'updated'].includes(key),
      ),
    ).toEqual([]);
  }
  const kept = [
    ...payloads,
    ...(await knex('webhook_deliveries').pluck('body')),
  ];
  expect(JSON.stringify(kept)).not.toMatch(
    /topic|purpose|creator|num_members|U0ONCALL|U0PERSON/,
  );
}

function eventOf(type: string, { id }: IncidentChannel, at: number) {
  return {
    type: 'event_callback',
    event_id: `Ev-${type}-${id}`,
    event_time: at,
    team_id: 'T0ACME0001',
    authorizations: [{ user_id: 'U0PERSON01' }],
    event: {
      type,
      channel: id,
      user: 'U0PERSON01',
      event_ts: `${at}.000000`,
    },
  };
}

function deliver(
  portal: Portal,
  delivery: object,
  headers: Record<string, string> = {},
): Promise<Response> {
  const body = JSON.stringify(delivery);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', SIGNING_SECRET)
    .update(`v0:${timestamp}:${body}`)
    .digest('hex');
  return fetch(`${portal.url}/api/engineering-insights/v1/webhooks/slack`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
      ...headers,
    },
    body,
  });
}
