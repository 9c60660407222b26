import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { createApp } from '../server/createApp';
import { productionFailuresOf } from '../simulation/productionFailures';
import { fromIso, toIso } from '../simulation/time';
import { createWorld } from '../simulation/world';
import { AUTO_RESOLVE_SECONDS } from './incidents';
import { servicesOf } from './services';

// Long histories on a busy machine take their time.
jest.setTimeout(60_000);

const NOW = fromIso('2026-11-22T12:00:00Z');
const RECORDED = join(
  __dirname,
  '../../../../plugins/engineering-insights-backend-module-pagerduty/src/__fixtures__/recorded',
);

const OPTIONS = {
  seed: 'test',
  components: 12,
  months: 6,
  anchorDay: '2026-11-22',
};
const world = createWorld(OPTIONS);
world.advance(NOW);

function appOf(rateLimit?: number, at = { world, now: NOW }) {
  return createApp({
    world: at.world,
    seed: 'test',
    clock: () => at.now,
    rateLimit,
    log: line => {
      throw new Error(line);
    },
  });
}
const app = appOf(10_000);

function get(path: string, from = app) {
  return request(from)
    .get(`/pagerduty${path}`)
    .set('authorization', 'Token token=playground-token');
}

const services = servicesOf(world.company);
const LAST_MONTHS = 'since=2026-06-01T00:00:00Z&until=2026-11-22T12:00:00Z';

function recorded(name: string): Record<string, unknown>[] {
  return JSON.parse(readFileSync(join(RECORDED, `${name}.json`), 'utf8'));
}

/** Each member's name with the type of its value. */
function shapeOf(value: object): string[] {
  return Object.entries(value).flatMap(([key, member]) => {
    if (typeof member !== 'object' || member === null)
      return [`${key}: ${member === null ? 'null' : typeof member}`];
    if (Array.isArray(member)) return [`${key}: array`];
    return shapeOf(member).map(each => `${key}.${each}`);
  });
}

describe('the account', () => {
  it('has the production failures of its services, and no other', async () => {
    expect(services.map(({ name }) => name)).toEqual([
      'Shipping',
      'Notifications',
    ]);
    for (const { id, repository } of services) {
      const { body } = await get(
        `/incidents?service_ids[]=${id}&${LAST_MONTHS}&limit=100`,
      ).expect(200);
      const failures = productionFailuresOf(
        world.repository(repository.name)!,
      ).filter(({ issue }) => issue.createdAt >= fromIso('2026-06-01'));
      expect(failures.length).toBeGreaterThan(3);
      expect(body.more).toBe(false);
      expect(
        body.incidents.map((each: Record<string, unknown>) => [
          each.created_at,
          each.title,
          each.resolved_at,
        ]),
      ).toEqual(
        failures.map(({ issue, mendedAt = Infinity }) => [
          toIso(issue.createdAt),
          issue.title,
          toIso(Math.min(mendedAt, issue.createdAt + AUTO_RESOLVE_SECONDS)),
        ]),
      );
    }
  });

  it('answers with all that a recorded incident has, in the same types', async () => {
    // A minute after somebody noticed a failure.
    const [failure] = productionFailuresOf(world.repository('shipping')!);
    const now = failure.issue.createdAt + 60;
    const then = appOf(10_000, { world: createWorld(OPTIONS), now });
    const { body } = await get(
      '/incidents?date_range=all&statuses[]=triggered',
      then,
    );
    const [triggered] = body.incidents;
    expect(triggered.title).toBe(failure.issue.title);
    expect(shapeOf(triggered)).toEqual(
      expect.arrayContaining(shapeOf(recorded('incidents')[0])),
    );
  });

  it('answers with all that a recorded log entry has, but for its channel', async () => {
    const { body } = await get('/log_entries?limit=100');
    const [entry] = recorded('log_entries');
    expect(shapeOf(body.log_entries[0])).toEqual(
      expect.arrayContaining(
        shapeOf(entry).filter(each => each !== 'channel.summary: string'),
      ),
    );
  });

  it('lists acknowledgements while they hold, and all of them in the log', async () => {
    const { body } = await get(
      '/incidents?date_range=all&statuses[]=resolved&limit=100',
    );
    const logs = [];
    for (const { id, acknowledgements } of body.incidents.slice(0, 20)) {
      expect(acknowledgements).toEqual([]);
      const log = await get(`/incidents/${id}/log_entries`).expect(200);
      logs.push(log.body.log_entries.map(({ type }: { type: string }) => type));
    }
    expect(logs).toContainEqual([
      'resolve_log_entry',
      'acknowledge_log_entry',
      'notify_log_entry',
      'trigger_log_entry',
    ]);
  });

  it('pages', async () => {
    const ids = (body: { incidents: { id: string }[] }) =>
      body.incidents.map(({ id }) => id);
    const path = '/incidents?date_range=all&sort_by=created_at:desc';
    const all = await get(`${path}&limit=100`);
    const first = await get(`${path}&limit=3`);
    const second = await get(`${path}&limit=3&offset=3`);
    expect(first.body).toMatchObject({ more: true, limit: 3, offset: 0 });
    expect([...ids(first.body), ...ids(second.body)]).toEqual(
      ids(all.body).slice(0, 6),
    );
  });
});

it.each([
  ['/incidents?since=2025-01-01T00:00:00Z', 400],
  ['/incidents?limit=100&offset=9950', 400],
  ['/services/PNONE', 404],
  ['/incidents/QNONE', 404],
  ['/users', 404],
])('refuses %s with %d', async (path, status) => {
  const { body } = await get(path).expect(status);
  expect(body.error.message).toMatch(/./);
});

it('lets nobody in without the token', async () => {
  const nobody = await request(app).get('/pagerduty/incidents');
  const stranger = await get('/incidents').set(
    'authorization',
    'Bearer playground-token',
  );
  expect([nobody.status, stranger.status]).toEqual([401, 401]);
});

it('tells its limit, and refuses what is beyond it', async () => {
  const limited = appOf(2);
  const { headers } = await get('/incidents', limited).expect(200);
  expect(headers).toMatchObject({
    'ratelimit-limit': '2',
    'ratelimit-remaining': '1',
  });
  await get('/incidents', limited).expect(200);
  const refused = await get('/incidents', limited).expect(429);
  expect(Number(refused.headers['ratelimit-reset'])).toBeLessThanOrEqual(60);
});

it('has a page for each incident that is linked', async () => {
  const { body } = await get('/incidents?date_range=all&limit=1');
  const [{ html_url, title }] = body.incidents;
  const answer = await request(app).get(new URL(html_url).pathname).expect(200);
  expect(answer.text).toContain('<h1>');
  expect(title).toMatch(/^Regression after/);
});
