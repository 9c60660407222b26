import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import request from 'supertest';
import { createApp } from '../server/createApp';
import { productionFailuresOf } from '../simulation/productionFailures';
import { fromIso } from '../simulation/time';
import { createWorld } from '../simulation/world';
import shape from './__fixtures__/conversations.list.json';
import schemas from './__fixtures__/slackSchemas.json';
import { incidentChannelsOf } from './incidentChannels';
import type { renderChannel } from './render';

// Long histories on a busy machine take their time.
jest.setTimeout(60_000);

const NOW = fromIso('2026-11-22T12:00:00Z');
const world = createWorld({
  seed: 'test',
  components: 12,
  months: 6,
  anchorDay: '2026-11-22',
});
world.advance(NOW);

function appOf(rateLimit: number) {
  return createApp({
    world,
    seed: 'test',
    clock: () => NOW,
    rateLimit,
    log: line => {
      throw new Error(line);
    },
  });
}
const app = appOf(10_000);

type Channel = ReturnType<typeof renderChannel>;

function list(form: Record<string, string>, from = app) {
  return request(from)
    .post('/slack/api/conversations.list')
    .set('authorization', 'Bearer playground-token')
    .type('form')
    .send(form);
}

async function listAll(form: Record<string, string>): Promise<Channel[]> {
  const channels: Channel[] = [];
  let cursor = '';
  do {
    const { body } = await list({ ...form, cursor }).expect(200);
    channels.push(...body.channels);
    cursor = body.response_metadata.next_cursor;
  } while (cursor);
  return channels;
}

describe('its answers', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(schemas);

  function problemsOf(name: string, body: unknown) {
    const validate = ajv.compile({ $ref: `slack#/definitions/${name}` });
    validate(body);
    return validate.errors ?? [];
  }

  it('are as Slack describes them, but for what the description is too old to know', async () => {
    const { body } = await list({ limit: '1000' }).expect(200);
    expect(body.channels.length).toBeGreaterThan(50);
    const described = body.channels.map((channel: Partial<Channel>) => {
      const { updated, context_team_id: team, ...rest } = channel;
      expect([typeof updated, typeof team]).toEqual(['number', 'string']);
      return rest;
    });
    expect(
      problemsOf('conversations_list_success', {
        ...body,
        channels: described,
      }),
    ).toEqual([]);
  });

  it('have fields that channels have today, in the same types', async () => {
    const { body } = await list({ limit: '1' }).expect(200);
    const [known] = shape.channels as Record<string, unknown>[];
    for (const [name, value] of Object.entries(body.channels[0]))
      expect([name, typeof value]).toEqual([name, typeof known[name]]);
  });

  it.each([
    ['not_authed', request(app).post('/slack/api/conversations.list')],
    ['invalid_auth', list({}).set('authorization', 'Bearer stranger')],
    ['missing_scope', list({ types: 'public_channel,private_channel' })],
  ])('say %s with the status 200, as described', async (error, asking) => {
    const { body } = await asking.expect(200);
    expect(body).toMatchObject({ ok: false, error });
    expect(problemsOf('conversations_list_error', body)).toEqual([]);
  });
});

describe('the workspace', () => {
  it('has a channel for each production failure of its services, and no private one', async () => {
    const channels = await listAll({ limit: '999' });
    for (const [service, repository] of [
      ['search', world.repository('search')],
      ['product-feed', world.jenkinsRepository('product-feed')],
    ] as const) {
      const failures = productionFailuresOf(repository!);
      expect(failures.length).toBeGreaterThan(3);
      const ofService = channels.filter(({ name }) =>
        new RegExp(`^inc-(sev\\d-)?${service}-\\d{8}-`).test(name),
      );
      expect(ofService).toHaveLength(failures.length);
    }
    const names = channels.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['general', 'search', 'incident-response']),
    );
    expect(names.filter(name => /^inc-(sev\d-)?payments-/.test(name))).toEqual(
      [],
    );
  });

  it('has channels that were opened after their failure, and archived after its end', () => {
    const channels = incidentChannelsOf(world);
    const archived = channels.filter(({ archivedAt }) => archivedAt);
    expect(archived.length).toBeGreaterThan(20);
    for (const { openedAt, archivedAt } of archived)
      expect(archivedAt).toBeGreaterThan(openedAt);
    expect(new Set(channels.map(({ name }) => name)).size).toBe(
      channels.length,
    );
    for (const { name } of channels) expect(name.length).toBeLessThan(80);
  });

  it('pages to its end, and each channel once', async () => {
    const [all, paged] = [
      await listAll({ limit: '999' }),
      await listAll({ limit: '7' }),
    ];
    expect(paged).toEqual(all);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('leaves archived channels out where it is asked to', async () => {
    const open = await listAll({ limit: '999', exclude_archived: 'true' });
    expect(open.length).toBeGreaterThan(10);
    expect(open.filter(({ is_archived }) => is_archived)).toEqual([]);
  });
});

it.each([
  ['invalid_cursor', list({ cursor: 'bm90IG9uZQ==' })],
  ['invalid_limit', list({ limit: '1001' })],
  ['invalid_types', list({ types: 'fax' })],
  [
    'unknown_method',
    request(app)
      .post('/slack/api/users.list')
      .set('authorization', 'Bearer playground-token'),
  ],
])('says %s', async (error, asking) => {
  const { body } = await asking.expect(200);
  expect(body).toMatchObject({ ok: false, error });
});

it('asks to wait beyond its limit', async () => {
  const limited = appOf(1);
  await list({}, limited).expect(200);
  const refused = await list({}, limited).expect(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
});

it('has a page for each channel that is linked', async () => {
  const [{ id, name }] = incidentChannelsOf(world);
  const { text } = await request(app).get(`/slack/archives/${id}`).expect(200);
  expect(text).toContain(`<h1>#${name}`);
});
