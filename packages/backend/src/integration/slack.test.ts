import { createHmac } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import slackModule from '@sei-platform/plugin-engineering-insights-backend-module-slack';
import type { Knex } from 'knex';
import { createCatalog, createWorld, PLAYGROUND_TOKEN } from 'playground';
import {
  computeMetrics,
  readRepository,
} from 'playground/scripts/metrics-from-rest';
import {
  incidentChannelsOf,
  type IncidentChannel,
} from 'playground/src/slack/incidentChannels';
import { hangsUp, hasInternalError } from './__testUtils__/breakages';
import { githubConfig } from './__testUtils__/githubConfig';
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
/** Two regions. */
const PRODUCTION = /^production-/;
/** Enough for more services than are read one by one, and the demo's. */
const [MANY, FEW] = [60, 12];
/** An annotation names its family; that of the other is known by its name alone. */
const [ANNOTATED, NAMED] = ['search', 'product-feed'];
/** The company always names a date, so that services may have numbers: `identity-15`. */
const PATTERN =
  'inc(?:-(?P<severity>sev[0-9]))?(?:-(?P<service>[a-z0-9-]+?))?-[0-9]{8}-.+';

function createWorldOf(components: number): World {
  return createWorld({
    seed: 'integration',
    components,
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
            incidentChannels: { pattern: PATTERN },
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
  /** How many families there are. */
  familyCount: number;
}) {
  const { github, knexOf: databases, familyCount } = options;
  const portal = await startPortal({
    databases,
    entities:
      options.entities ?? entitiesOf(github, key => key.startsWith('slack.')),
    config: options.config ?? configOf(github),
    features: [slackModule],
  });
  await portal.bind();
  await waitUntil('everything is collected', async () => {
    await portal.discover();
    const streams = await streamsOf(portal);
    for (const { id, lastError } of streams) {
      if (lastError)
        await portal.post(`/api/engineering-insights/v1/sources/${id}/retry`);
    }
    return (
      streams.filter(({ source }) => source === 'slack').length ===
        familyCount &&
      streams.every(
        ({ isHistoryDone, lastSuccessAt, lastError }) =>
          isHistoryDone && lastSuccessAt && !lastError,
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
function findLaterChannel(components: number): Required<IncidentChannel> {
  const future = createWorldOf(components);
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
      world: createWorldOf(MANY),
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
    expect(expected.length).toBeGreaterThan(30);
    const database = databases.create();
    const options = { knexOf: database, familyCount: families.length };
    const { portal, knex, facts } = await collect({
      ...options,
      github: sound,
    });
    expect(facts).toEqual(expected);
    // Finding them and reading them all needs one listing; it is shared for a minute.
    expect(asked.length).toBeLessThan(3);
    expect(new Set(asked)).toEqual(new Set(['/slack/api/conversations.list']));

    expect(await boundOf(knex)).toEqual({
      [ANNOTATED]: [`inc-${ANNOTATED}`, 'catalog'],
      [NAMED]: [`inc-${NAMED}`, 'service'],
    });
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
    // What changed, Slack tells by its own clock, which is not the simulation's: few families are read unasked.
    const channel = findLaterChannel(FEW);
    const github = await startGithub({ world: createWorldOf(FEW) });
    github.world.advance(channel.openedAt + 60);
    const familyCount = familiesOf(github.world).length;
    const database = databases.create();
    const first = await collect({ github, knexOf: database, familyCount });
    const find = (facts: Awaited<ReturnType<typeof dump>>) =>
      facts.find(({ id }) => id === channel.id);
    expect(find(first.facts)).toMatchObject({ resolved_at: null });
    await first.portal.stop();

    github.world.advance(channel.archivedAt + 60);
    await database.knex('streams').update({ due_at: database.knex.fn.now() });
    const later = await collect({ github, knexOf: database, familyCount });
    const ended = await waitUntil('its end is stored', async () => {
      const row = find(await dump(database.knex));
      return row?.resolved_at ? row : undefined;
    });
    expect(ended.resolved_at).toEqual(archivedDateOf(channel));
    await later.portal.stop();
    await github.close();
  });

  it('has the end of an incident as soon as an event tells of it, and opens it again', async () => {
    const channel = findLaterChannel(MANY);
    const github = await startGithub({ world: createWorldOf(MANY) });
    github.world.advance(channel.openedAt + 60);
    const { portal, knex } = await collect({
      github,
      knexOf: databases.create(),
      familyCount: familiesOf(github.world).length,
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
    const github = await startGithub({ world: createWorldOf(MANY) });
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
    expect(forged.status).toBe(403);
    expect(await forged.text()).not.toContain('3eZbrw1aB');
    await portal.stop();
    await github.close();
  });

  it('tells of failed deployments, also of those that no remedy tells of', async () => {
    const github = await startGithub();
    github.world.advance(NOW);
    const { host } = github;
    const entities = entitiesOf(github, key =>
      /^(github|backstage|slack)\./.test(key),
    ).filter(({ metadata }) => (metadata as JsonObject).name === ANNOTATED);
    const { portal, knex } = await collect({
      github,
      knexOf: databases.create(),
      entities,
      config: { ...githubConfig([{ host }]), ...configOf(github) },
      familyCount: familiesOf(github.world).length,
    });
    await waitForCalculation(knex);
    const raw = await readRepository({
      url: `${github.url}/api/v3`,
      token: PLAYGROUND_TOKEN,
      repository: `acme/${ANNOTATED}`,
      production: PRODUCTION,
    });
    const window = { from: '2025-11-05T00:00:00Z', to: PLAYGROUND_NOW };
    const { failed, judged } = computeMetrics(raw, {
      ...window,
      asOf: PLAYGROUND_NOW,
      production: PRODUCTION,
    });
    const {
      summary: { failureCount = 0 },
      metrics,
    } = await portal.dora(ANNOTATED, new URLSearchParams(window).toString());
    const incidents = channelsOf(github.world).filter(
      ({ service }) => service === ANNOTATED,
    );
    expect(incidents.length).toBeGreaterThan(5);
    expect(failureCount).toBeGreaterThan(failed);
    const failRate = metrics.find(
      ({ metricId }) => metricId === 'dora.change-fail-rate',
    )!.value;
    expect(failRate).toMatchObject({ status: 'ok', sampleSize: judged });
    expect((failRate as { value: number }).value).toBeGreaterThan(
      failed / judged,
    );
    const failures = await knex('failures').pluck('evidence');
    expect(failures).toHaveLength(failureCount);
    const kinds: string[][] = failures.map(evidence =>
      evidence.map(({ kind }: { kind: string }) => kind),
    );
    // Each incident is of one failed deployment, and some are all that tells of it.
    expect(kinds.flat().filter(kind => kind === 'incident')).toHaveLength(
      incidents.length,
    );
    const isToldByIncident = (each: string[]) =>
      each.every(kind => kind === 'incident');
    expect(kinds.filter(isToldByIncident)).toHaveLength(failureCount - failed);
    await portal.stop();
    await github.close();
  });
});

/** Which component reads which family, and why. */
async function boundOf(knex: Knex) {
  const rows = await knex('entity_scopes')
    .join('entities', 'entities.id', 'entity_scopes.entity_id')
    .join('scopes', 'scopes.id', 'entity_scopes.scope_id')
    .where('scopes.source', 'slack')
    .select('entities.title', 'scopes.external_id as family', 'bound_by as by');
  return Object.fromEntries(
    rows.map(({ title, family, by }) => [title, [family, by]]),
  );
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
