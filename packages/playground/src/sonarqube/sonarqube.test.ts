import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { createApp } from '../server/createApp';
import { fromIso } from '../simulation/time';
import { createWorld } from '../simulation/world';
import { CLOSED_KEPT_SECONDS, inspect, inspectAll } from './inspection';
import { projectsOf } from './projects';
import { renderInstant } from './render';

// Long histories on a busy machine take their time.
jest.setTimeout(60_000);

const NOW = fromIso('2026-11-22T12:00:00Z');
const RECORDED = join(
  __dirname,
  '../../../../plugins/engineering-insights-backend-module-sonarqube/src/__fixtures__/recorded',
);
const OPTIONS = {
  seed: 'test',
  components: 12,
  months: 6,
  anchorDay: '2026-11-22',
};

function worldAt(now: number) {
  const made = createWorld(OPTIONS);
  made.advance(now);
  return made;
}
const world = worldAt(NOW);
const app = createApp({
  world,
  seed: 'test',
  clock: () => NOW,
  log: line => {
    throw new Error(line);
  },
});

function get(path: string, authorization = 'Bearer playground-token') {
  return request(app)
    .get(`/sonarqube${path}`)
    .set('authorization', authorization);
}

const projects = projectsOf(world.company);
const inspections = inspectAll(world);
const [payments] = inspections;

function recorded(name: string) {
  return JSON.parse(readFileSync(join(RECORDED, `${name}.json`), 'utf8'));
}

/** Each member's name with the type of its value. */
function shapeOf(value: object): string[] {
  return Object.entries(value).flatMap(([key, member]) => {
    if (Array.isArray(member)) return [`${key}: array`];
    if (typeof member !== 'object' || member === null)
      return [`${key}: ${member === null ? 'null' : typeof member}`];
    return shapeOf(member).map(each => `${key}.${each}`);
  });
}

async function allOf(path: string, name: string, pageSize: number) {
  const found: any[] = [];
  for (let page = 1; ; page += 1) {
    const { body } = await get(`${path}&ps=${pageSize}&p=${page}`).expect(200);
    expect(body[name].length).toBeLessThanOrEqual(pageSize);
    found.push(...body[name]);
    if (page * pageSize >= body.paging.total) return found;
  }
}

describe('the simulation', () => {
  it('analyses some repositories, in every language with findings of all kinds', () => {
    expect(projects.map(({ key }) => key)).toEqual([
      'acme:payments',
      'acme:search',
      'acme:identity',
      'acme:ledger',
    ]);
    const issues = inspections.flatMap(each => each.issues);
    expect(new Set(issues.map(({ rule }) => rule.type)).size).toBe(3);
    expect(new Set(issues.map(({ status }) => status)).size).toBe(3);
    for (const { issues: own, hotspots, analyses } of inspections) {
      expect(own.length).toBeGreaterThan(30);
      expect(hotspots.length).toBeGreaterThan(2);
      expect(analyses.length).toBeGreaterThan(20);
    }
  });

  it('finds in files that were pushed, and closes at an analysis', () => {
    const { analyses, issues } = payments;
    const ends = new Set(analyses.map(({ at }) => at));
    expect(issues.every(({ createdAt, found }) => createdAt <= found.at)).toBe(
      true,
    );
    const fresh = issues.filter(({ path }) => !path.includes('/legacy'));
    expect(fresh.length).toBeGreaterThan(10);
    for (const { found, path } of fresh) expect(found.paths).toContain(path);
    const closed = issues.flatMap(({ closedAt }) => closedAt ?? []);
    expect(closed.length).toBeGreaterThan(0);
    for (const at of closed) expect(ends).toContain(at);
  });

  it('tells the same of what was, whenever it is asked', () => {
    const middle = NOW - 45 * 86_400;
    const then = inspect(worldAt(middle), payments.project);
    const known = new Map(payments.issues.map(each => [each.key, each]));
    expect(payments.analyses.slice(0, then.analyses.length)).toEqual(
      then.analyses,
    );
    let stillThere = 0;
    for (const { key, createdAt, path, ruleKey } of then.issues) {
      const now = known.get(key);
      // What was closed long ago is deleted.
      if (!now) continue;
      stillThere += 1;
      expect(now).toMatchObject({ createdAt, path, ruleKey });
    }
    expect(stillThere).toBeGreaterThan(30);
  });

  it('forgets what was closed long ago', () => {
    const closed = inspections.flatMap(({ issues }) =>
      issues.flatMap(({ closedAt }) => closedAt ?? []),
    );
    expect(closed.length).toBeGreaterThan(5);
    expect(Math.min(...closed)).toBeGreaterThanOrEqual(
      NOW - CLOSED_KEPT_SECONDS,
    );
  });

  it('walks slowly, and rates by what is open', () => {
    for (const { analyses } of inspections) {
      const coverage = analyses.map(({ measures }) =>
        Number(measures.coverage),
      );
      for (const [index, value] of coverage.slice(1).entries())
        expect(Math.abs(value - coverage[index])).toBeLessThanOrEqual(0.71);
      expect(new Set(coverage).size).toBeGreaterThan(5);
      for (const { measures } of analyses)
        expect(measures.reliability_rating).toMatch(/^[1-5]\.0$/);
    }
  });
});

describe('the Web API', () => {
  it('lets in a bearer and a user without a password, and says nothing to others', async () => {
    const path = '/api/components/show?component=acme:payments';
    const basic = Buffer.from('playground-token:').toString('base64');
    await get(path).expect(200);
    await get(path, `Basic ${basic}`).expect(200);
    const { text } = await get(path, 'Bearer another').expect(401);
    expect(text).toBe('');
  });

  it('shows a project with its last analysis, and no other', async () => {
    const { body } = await get(
      '/api/components/show?component=acme:payments',
    ).expect(200);
    expect(body.component).toMatchObject({
      key: 'acme:payments',
      qualifier: 'TRK',
      analysisDate: renderInstant(payments.analyses.at(-1)!.at),
    });
    const unknown = await get('/api/components/show?component=no').expect(404);
    expect(unknown.body.errors).toHaveLength(1);
    await get('/api/nothing').expect(404);
  });

  it('lists every issue once, page by page, in both orders', async () => {
    for (const [order, field] of [
      ['UPDATE_DATE', 'updateDate'],
      ['CREATION_DATE', 'creationDate'],
    ]) {
      const issues = await allOf(
        `/api/issues/search?componentKeys=acme:payments&s=${order}&asc=false`,
        'issues',
        20,
      );
      expect(new Set(issues.map(({ key }) => key)).size).toBe(
        payments.issues.length,
      );
      const times = issues.map(issue => Date.parse(issue[field]));
      expect(times).toEqual([...times].sort((left, right) => right - left));
    }
  });

  it('cuts by creation, the first instant included and the last not', async () => {
    const all = payments.issues.map(({ createdAt }) => createdAt).sort();
    const [from, to] = [all[5], all[all.length - 5]].map(renderInstant);
    const { body } = await get(
      `/api/issues/search?componentKeys=acme:payments&ps=500&createdAfter=${encodeURIComponent(
        from,
      )}&createdBefore=${encodeURIComponent(to)}`,
    ).expect(200);
    expect(body.paging.total).toBe(
      payments.issues.filter(
        ({ createdAt }) =>
          createdAt >= fromIso(from) && createdAt < fromIso(to),
      ).length,
    );
    await get('/api/issues/search?createdAfter=2026-01-01T00:00:00Z').expect(
      400,
    );
  });

  it('has no issues of a project that there is none of, and lists no more than 10,000', async () => {
    const { body } = await get('/api/issues/search?componentKeys=no').expect(
      200,
    );
    expect(body.paging.total).toBe(0);
    await get('/api/issues/search?p=20&ps=500').expect(200);
    await get('/api/issues/search?p=21&ps=500').expect(400);
    await get('/api/issues/search?ps=501').expect(400);
  });

  it('writes issues and hotspots in the shape of recorded ones', async () => {
    const issues = await get('/api/issues/search?ps=500').expect(200);
    const hotspots = await get(
      '/api/hotspots/search?projectKey=acme:payments',
    ).expect(200);
    const { scan } = recorded('defectdojo_issues');
    expect(shapeOf(issues.body.issues[0])).toEqual(
      expect.arrayContaining(shapeOf(scan.issues[1])),
    );
    expect(shapeOf(issues.body.components[1])).toEqual(
      expect.arrayContaining(shapeOf(scan.components[1])),
    );
    expect(shapeOf(hotspots.body.hotspots[0])).toEqual(
      expect.arrayContaining(
        shapeOf(recorded('defectdojo_hotspots').scan.hotspots[0]),
      ),
    );
    const known = Object.keys(recorded('devlake_hotspots').payloads[1]);
    expect(Object.keys(hotspots.body.hotspots[0])).toEqual(
      expect.arrayContaining(known),
    );
  });

  it('lists hotspots by status, resolution and key, and tells when one was reviewed', async () => {
    const list = (query: string) =>
      allOf(`/api/hotspots/search?${query}`, 'hotspots', 3);
    const all = inspections.flatMap(({ hotspots }) => hotspots);
    const reviewed = all.find(({ status }) => status === 'REVIEWED')!;
    const { key, resolution, project } = reviewed;
    expect(await list(`hotspots=${key}`)).toHaveLength(1);
    const alike = await list(
      `projectKey=${project.key}&status=REVIEWED&resolution=${resolution}`,
    );
    expect(alike.map(each => each.key)).toContain(key);
    expect(await list(`projectKey=${project.key}`)).toHaveLength(
      all.filter(each => each.project.key === project.key).length,
    );
    const { body } = await get(`/api/hotspots/show?hotspot=${key}`).expect(200);
    expect(body.changelog[0]).toMatchObject({
      creationDate: renderInstant(reviewed.review!.at),
      diffs: [{ key: 'resolution', newValue: resolution }, { key: 'status' }],
    });
    await get('/api/hotspots/search').expect(400);
    await get('/api/hotspots/show?hotspot=no').expect(404);
  });

  it('has a value of each metric for each analysis, the oldest first', async () => {
    const { body } = await get(
      '/api/measures/search_history?component=acme:payments&metrics=coverage,ncloc&ps=1000',
    ).expect(200);
    expect(body.measures.map(({ metric }: any) => metric)).toEqual([
      'coverage',
      'ncloc',
    ]);
    expect(body.measures[0].history).toEqual(
      payments.analyses.map(({ at, measures }) => ({
        date: renderInstant(at),
        value: measures.coverage,
      })),
    );
    await get(
      '/api/measures/search_history?component=acme:payments&metrics=joy',
    ).expect(400);
    await get('/api/measures/search_history?component=no&metrics=ncloc').expect(
      404,
    );
  });

  it('lists the projects by their last analysis', async () => {
    const { body } = await get(
      '/api/components/search_projects?f=analysisDate&s=analysisDate&asc=false',
    ).expect(200);
    const times = body.components.map(({ analysisDate }: any) =>
      Date.parse(analysisDate),
    );
    expect(times).toHaveLength(4);
    expect(times).toEqual([...times].sort((left, right) => right - left));
  });

  it('opens a page for each link of the portal', async () => {
    const [issue] = payments.issues;
    const [hotspot] = payments.hotspots;
    for (const [path, title] of [
      ['/dashboard?id=acme:payments', 'Payments'],
      [
        `/project/issues?id=acme:payments&issues=${issue.key}&open=${issue.key}`,
        issue.rule.message,
      ],
      [
        `/security_hotspots?id=acme:payments&hotspots=${hotspot.key}`,
        hotspot.rule.message,
      ],
    ]) {
      const { text } = await get(path, 'none').expect(200);
      expect(text).toContain(title);
    }
    await get('/dashboard?id=no', 'none').expect(401);
  });
});
