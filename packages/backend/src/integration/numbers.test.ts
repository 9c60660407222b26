import type { MetricValue } from '@sei-platform/plugin-engineering-insights-common';
import { PLAYGROUND_TOKEN } from 'playground';
import {
  computeMetrics,
  readRepository,
} from 'playground/scripts/metrics-from-rest';
import { componentOf } from './__testUtils__/componentOf';
import { githubConfig } from './__testUtils__/githubConfig';
import { portalDatabases } from './__testUtils__/portalDatabases';
import { startGithub, type Github } from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitForCollection } from './__testUtils__/waitForCollection';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

/** Squash with bad weeks; rebase into two regions; rollbacks; merge commits and direct pushes on `master`. */
const REPOSITORIES = ['payments', 'search', 'identity', 'ledger'];
const WINDOW = { from: '2025-12-01T00:00:00Z', to: '2026-03-01T00:00:00Z' };
const PRODUCTION = /^(prod|production|live)([-_./].*)?$/i;

function numberOf(value: MetricValue): number | undefined {
  return 'value' in value ? value.value : undefined;
}

describe('numbers of the whole way', () => {
  const databases = portalDatabases();
  let github: Github;
  let portal: Portal;

  beforeAll(async () => {
    github = await startGithub();
    const { host } = github;
    const database = databases.create();
    portal = await startPortal({
      databases: database,
      entities: REPOSITORIES.map(name =>
        componentOf({ name, host, slug: `acme/${name}` }),
      ),
      config: githubConfig([{ host }]),
    });
    await portal.bind();
    await waitForCollection({
      portal,
      knex: database.knex,
      repositoryCount: REPOSITORIES.length,
    });
  });
  afterAll(async () => {
    await portal?.stop();
    await github?.close();
  });

  it.each(REPOSITORIES)(
    'are those that raw REST answers give: %s',
    async name => {
      const raw = await readRepository({
        url: `${github.url}/api/v3`,
        token: PLAYGROUND_TOKEN,
        repository: `acme/${name}`,
        production: PRODUCTION,
      });
      const expected = computeMetrics(raw, {
        ...WINDOW,
        asOf: WINDOW.to,
        production: PRODUCTION,
      });
      const { metrics, summary } = await portal.dora(
        name,
        new URLSearchParams(WINDOW).toString(),
      );
      const [lead, frequency, failRate, recovery, rework] = [
        'dora.change-lead-time',
        'dora.deployment-frequency',
        'dora.change-fail-rate',
        'dora.failed-deployment-recovery-time',
        'dora.deployment-rework-rate',
      ].map(id => metrics.find(metric => metric.metricId === id)!.value);
      // Nothing of what is compared may be missing on both sides.
      expect(expected.changes).toBeGreaterThan(20);
      expect(expected.failed).toBeGreaterThan(0);
      expect(expected.medianRecoverySeconds).toBeGreaterThan(0);
      expect({
        rollouts: summary.deploymentCount,
        changes: summary.changeCount,
        medianLeadTimeSeconds: numberOf(lead),
        rolloutsPerDay: numberOf(frequency),
        failed: summary.failureCount,
        judged: 'sampleSize' in failRate ? failRate.sampleSize : undefined,
        changeFailRate: numberOf(failRate),
        medianRecoverySeconds: numberOf(recovery),
        reworkRate: numberOf(rework),
      }).toEqual({
        rollouts: expected.rollouts,
        changes: expected.changes,
        medianLeadTimeSeconds: expected.medianLeadTimeSeconds,
        rolloutsPerDay: expected.rolloutsPerDay,
        failed: expected.failed,
        judged: expected.judged,
        changeFailRate: expected.changeFailRate,
        medianRecoverySeconds: expected.medianRecoverySeconds,
        reworkRate: expected.reworkRate,
      });
    },
  );
});
