import { PLAYGROUND_TOKEN } from 'playground';
import { componentOf } from './__testUtils__/componentOf';
import { githubConfig } from './__testUtils__/githubConfig';
import { portalDatabases } from './__testUtils__/portalDatabases';
import { recordBudget } from './__testUtils__/recordBudget';
import {
  createCompanyWorld,
  startGithub,
  type Github,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitForCollection } from './__testUtils__/waitForCollection';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const LIMIT = 1_000;
/** An hour of GitHub, which is as long as it takes here to use up its half, and long enough to see that all wait. */
const PERIOD_SECONDS = 75;
/** More than what is left of one half, and less than two. */
const COMPONENTS = 18;
/** What the portal asks itself: 1 + 100 + 100 x 60 requests by GitHub's formula are 61 points. */
const OF_THE_PORTAL = `{ repository(owner: "acme", name: "payments") { pullRequests(first: 100) { nodes {
  commits(first: 60) { nodes { commit { parents(first: 1) { totalCount } } } } } } } }`;
const PORTAL_POINTS = 4 * 61;
/** Of a query that is under way when another one would be the last. */
const MOST_LEFT_OVER = 10;

describe('a credential that the portal shares', () => {
  const databases = portalDatabases();
  const record = recordBudget();
  const database = databases.create();
  const { knex } = database;
  let github: Github;
  let portal: Portal;
  let names: string[];

  beforeAll(async () => {
    const world = createCompanyWorld({ components: COMPONENTS });
    github = await startGithub({
      world,
      rateLimit: LIMIT,
      rateLimitSeconds: PERIOD_SECONDS,
      breakage: record.watch,
    });
    names = world.company.repositories.map(({ name }) => name);
    // What is made when it is first asked for would take of the first period.
    for (const name of names) world.repository(name);
    const { host } = github;
    portal = await startPortal({
      databases: database,
      entities: names.map(name =>
        componentOf({ name, host, slug: `acme/${name}` }),
      ),
      config: githubConfig([{ host }]),
    });
    for (let points = 0; points < PORTAL_POINTS; points += 61) {
      await fetch(`${github.url}/api/graphql`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${PLAYGROUND_TOKEN}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ query: OF_THE_PORTAL }),
      });
    }
    await portal.bind();
  });
  afterAll(async () => {
    await portal?.stop();
    await github?.close();
  });

  const readGithub = async () => (await portal.sources())[0];
  const countFailures = async () => {
    const [failed] = await knex('streams')
      .where('failure_count', '>', 0)
      .count();
    const [runs] = await knex('stream_runs')
      .where({ outcome: 'failure' })
      .count();
    return Number(failed.count) + Number(runs.count);
  };

  it('is used by half, until when all wait is told, and no failure is counted', async () => {
    const { streams, budget } = await waitUntil(
      'what is not read whole waits',
      async () => {
        const { streams: all, budgets } = await readGithub();
        const used = budgets.find(({ credential }) =>
          credential.endsWith('graphql'),
        );
        if (!used) return false;
        const open = all.filter(({ isHistoryDone }) => !isHistoryDone);
        const isWaiting = open.every(
          ({ nextRunAt = '' }) => nextRunAt >= used.resetsAt,
        );
        // What is under way when it is asked is counted by GitHub first.
        const isTold =
          record.periods('graphql')[0].lowestRemaining === used.remaining;
        return (
          open.length > 0 &&
          isWaiting &&
          isTold && { streams: open, budget: used }
        );
      },
    );
    expect(budget).toMatchObject({ limit: LIMIT, reserve: LIMIT / 2 });
    expect(budget.remaining).toBeGreaterThanOrEqual(LIMIT / 2);
    expect(budget.remaining).toBeLessThan(LIMIT / 2 + MOST_LEFT_OVER);
    // Those that were told so in the middle of a page say so; the others had a page written and just wait.
    for (const { lastError } of streams) {
      if (!lastError) continue;
      expect(lastError).toMatchObject({
        name: 'RateLimitError',
        message: expect.stringMatching(
          /asks to wait \d+ seconds?\. Nothing needs to be done\. It said: What is left of the rate limit \(token of .*, graphql\) is the portal's until it is reset\.$/,
        ),
      });
      expect(lastError.retryAt! >= budget.resetsAt).toBe(true);
    }
    expect(await countFailures()).toBe(0);
    const [period] = record.periods('graphql');
    expect(period.used).toBeGreaterThan(PORTAL_POINTS);
  });

  it('is used again after the reset, until everything is read', async () => {
    await waitForCollection({
      portal,
      knex,
      repositoryCount: names.length,
    });
    expect(await countFailures()).toBe(0);
    expect(record.periods('graphql').length).toBeGreaterThan(1);
    for (const resource of ['core', 'graphql']) {
      for (const { used, lowestRemaining } of record.periods(resource)) {
        expect(used).toBeLessThanOrEqual(LIMIT / 2);
        expect(lowestRemaining).toBeGreaterThanOrEqual(LIMIT / 2);
      }
    }
  });
});
