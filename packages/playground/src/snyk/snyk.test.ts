import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { createCatalog } from '../catalog';
import { createApp } from '../server/createApp';
import { DAY, fromIso } from '../simulation/time';
import { createWorld } from '../simulation/world';
import { allIssues, issuesOf, type SnykIssue } from './issues';
import { allProjects, organizationIdOf, targetsOf } from './projects';

// Long histories on a busy machine take their time.
jest.setTimeout(60_000);

const NOW = fromIso('2026-11-22T12:00:00Z');
const OPTIONS = {
  seed: 'test',
  components: 12,
  months: 18,
  anchorDay: '2026-11-22',
};
const world = createWorld(OPTIONS);
world.advance(NOW);
const organization = organizationIdOf(world.company);
const issues = allIssues(world);

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

function get(path: string, from = app) {
  const [place, query = ''] = path.split('?');
  return request(from)
    .get(`/snyk/rest/orgs/${organization}${place}?version=2024-10-15&${query}`)
    .set('authorization', 'token playground-token');
}

async function idsOf(query: string): Promise<string[]> {
  const ids: string[] = [];
  let after = '';
  do {
    const { body } = await get(`/issues?limit=10&${query}${after}`).expect(200);
    ids.push(...body.data.map(({ id }: { id: string }) => id));
    const { next } = body.links;
    const place = new URLSearchParams(next?.split('?')[1]).get(
      'starting_after',
    );
    after = place ? `&starting_after=${place}` : '';
  } while (after);
  return ids;
}

/** Each member's name with the type of its value. */
function shapeOf(value: object): string[] {
  return Object.entries(value).flatMap(([key, member]) => {
    if (typeof member !== 'object' || member === null)
      return [`${key}: ${member === null ? 'null' : typeof member}`];
    if (Array.isArray(member))
      return member.length > 0 && typeof member[0] === 'object'
        ? shapeOf(member[0]).map(each => `${key}[].${each}`)
        : [`${key}: array`];
    return shapeOf(member).map(each => `${key}.${each}`);
  });
}

const recorded = JSON.parse(
  readFileSync(
    join(
      __dirname,
      '../../../../plugins/engineering-insights-backend-module-snyk/src/__fixtures__/recorded/issues.json',
    ),
    'utf8',
  ),
).flatMap(
  ({ scan }: { scan: { data: Record<string, unknown>[] } }) => scan.data,
);

describe('the company', () => {
  it('has findings of every state, severity and kind', () => {
    expect(issues.length).toBeGreaterThan(60);
    const of = (isSuch: (issue: SnykIssue) => unknown) =>
      issues.filter(isSuch).length;
    expect(of(({ resolvedAt }) => resolvedAt)).toBeGreaterThan(20);
    expect(
      of(({ resolvedAt, ignoredAt }) => !resolvedAt && !ignoredAt),
    ).toBeGreaterThan(10);
    expect(
      of(({ resolvedAt, ignoredAt }) => !resolvedAt && ignoredAt),
    ).toBeGreaterThan(1);
    expect(new Set(issues.map(({ severity }) => severity)).size).toBe(4);
    expect(of(({ location }) => location)).toBeGreaterThan(5);
  });

  it('mends what is critical sooner', () => {
    const median = (severities: readonly string[]) => {
      const days = issues
        .filter(({ severity }) => severities.includes(severity))
        .flatMap(({ createdAt, resolvedAt, dependency }) =>
          resolvedAt && dependency ? [(resolvedAt - createdAt) / DAY] : [],
        )
        .sort((left, right) => left - right);
      return days[Math.floor(days.length / 2)];
    };
    expect(median(['critical', 'high'])).toBeLessThan(median(['medium']));
  });

  it('keeps its history as time goes on', () => {
    const later = createWorld(OPTIONS);
    later.advance(NOW + 60 * DAY);
    const known = new Map(allIssues(later).map(issue => [issue.id, issue]));
    for (const { id, createdAt, resolvedAt } of issues) {
      expect(known.get(id)).toMatchObject({
        createdAt,
        ...(resolvedAt && { resolvedAt }),
      });
    }
    expect(known.size).toBeGreaterThan(issues.length);
  });

  it('fixes a dependency by a pull request that is merged', () => {
    const fixed = issues.filter(
      ({ to, dependency, resolvedAt }) => to && dependency && resolvedAt,
    );
    for (const { project, to } of fixed) {
      const { pullRequests } = world.repository(
        project.target.repository.name,
      )!;
      expect(pullRequests.some(({ mergedAt }) => mergedAt === to)).toBe(true);
    }
  });

  it('names its projects and targets in the catalog', () => {
    const annotated = createCatalog(world.company, {
      origin: 'http://localhost',
    }).flatMap(({ metadata }) => {
      const { annotations = {} } = metadata as {
        annotations?: Record<string, string>;
      };
      return annotations['snyk.io/org-id'] === organization
        ? [annotations]
        : [];
    });
    expect(annotated).toHaveLength(6);
    const named = annotated.flatMap(
      each => each['snyk.io/project-ids']?.split(',') ?? [],
    );
    const targets = annotated.flatMap(each => each['snyk.io/targets'] ?? []);
    expect(targets).toEqual(['acme/shipping']);
    expect(
      allProjects(world.company)
        .filter(({ target }) => target.name !== 'acme/shipping')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(named.sort());
  });
});

describe('the API', () => {
  it.each([
    ['open', 'status=open'],
    ['resolved', 'status=resolved'],
  ])('answers with all that a recorded %s issue has', async (status, query) => {
    const { body } = await get(`/issues?limit=100&${query}`).expect(200);
    const [own] = body.data.filter(
      ({ attributes }: { attributes: { type: string } }) =>
        attributes.type === 'package_vulnerability',
    );
    const [theirs] = recorded.filter(
      ({ attributes }: { attributes: { status: string } }) =>
        attributes.status === status,
    );
    expect(shapeOf(own)).toEqual(
      expect.arrayContaining(
        // Their resolved one has no score and another database first.
        shapeOf(theirs).filter(each => !/problems\[\]\.url/.test(each)),
      ),
    );
  });

  it('pages to the end of what it has', async () => {
    expect(await idsOf('')).toEqual(issues.map(({ id }) => id).sort());
  });

  it('filters by project, status and the last change', async () => {
    const [project] = allProjects(world.company);
    const half = fromIso('2026-05-01T00:00:00Z');
    const query = [
      `scan_item.id=${project.id}`,
      'scan_item.type=project',
      'status=resolved',
      'updated_after=2026-05-01T00:00:00Z',
      'updated_before=2026-10-01T00:00:00Z',
    ].join('&');
    const expected = issuesOf(world, project)
      .filter(({ resolvedAt }) => resolvedAt)
      .filter(
        ({ updatedAt }) =>
          updatedAt > half && updatedAt < fromIso('2026-10-01T00:00:00Z'),
      )
      .map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    expect(await idsOf(query)).toEqual(expected);
  });

  it('knows targets by their names, and their projects', async () => {
    const [target] = targetsOf(world.company);
    const { body } = await get(`/targets?display_name=${target.name}`);
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual([target.id]);
    const projects = await get(`/projects?target_id=${target.id}`);
    const [{ id }] = projects.body.data;
    const expanded = await get(`/projects?ids=${id}&expand=target`);
    expect(expanded.body.data).toMatchObject([
      {
        id,
        relationships: {
          target: { data: { attributes: { display_name: target.name } } },
        },
      },
    ]);
  });
});

it.each([
  ['/projects/00000000-0000-4000-8000-000000000000', 404],
  ['/targets/00000000-0000-4000-8000-000000000000', 404],
  ['/ignores', 404],
  ['/issues?limit=101', 400],
  ['/issues?limit=15', 400],
  ['/issues?updated_after=yesterday', 400],
  ['/issues?starting_after=v1.nothing', 400],
])('refuses %s with %d', async (path, status) => {
  const { body } = await get(path).expect(status);
  expect(body.errors).toMatchObject([{ status: String(status) }]);
});

it('refuses another organization, and a question without a version', async () => {
  const statusOf = async (path: string) => {
    const { status } = await request(app)
      .get(`/snyk/rest/orgs/${path}`)
      .set('authorization', 'token playground-token');
    return status;
  };
  const stranger = '00000000-0000-4000-8000-000000000000';
  expect(await statusOf(`${stranger}/issues?version=2024-10-15`)).toBe(404);
  expect(await statusOf(`${organization}/issues`)).toBe(400);
});

it('lets nobody in without the token', async () => {
  const nobody = await request(app).get(`/snyk/rest/orgs/${organization}`);
  const stranger = await get('/issues').set('authorization', 'token another');
  expect([nobody.status, stranger.status]).toEqual([401, 401]);
});

it('refuses what is beyond its limit', async () => {
  const limited = appOf(1);
  await get('/issues', limited).expect(200);
  const { body } = await get('/issues', limited).expect(429);
  expect(body.errors).toMatchObject([{ status: '429' }]);
});

it('has a page for each project', async () => {
  const { body } = await get('');
  const [{ id, name }] = allProjects(world.company);
  const { slug } = body.data.attributes;
  const answer = await request(app)
    .get(`/snyk/org/${slug}/project/${id}`)
    .expect(200);
  expect(answer.text).toContain(`<h1>${name}</h1>`);
  await request(app).get(`/snyk/org/another/project/${id}`).expect(404);
});
