import batchSizeModule from '@sei-platform/plugin-engineering-insights-backend-module-batch-size';
import type {
  ExplainAnswer,
  MetricsAnswer,
  SingleMetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { portalDatabases } from './__testUtils__/portalDatabases';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitForCalculation } from './__testUtils__/waitForCalculation';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const API = '/api/engineering-insights/v1';
const METRIC = `${API}/metrics/delivery.batch-size`;
const WINDOW = 'from=2026-02-01&to=2026-03-01';

const shaOf = (commit: number) => String(commit).padEnd(40, '0');
const dayOf = (day: number) => `2026-02-${String(day).padStart(2, '0')}`;

/** A history in one line, one commit a day. */
const commits = Array.from({ length: 9 }, (_, index) => ({
  kind: 'commit',
  externalId: shaOf(index + 1),
  parents: index === 0 ? [] : [shaOf(index)],
  authoredAt: `${dayOf(index + 1)}T08:00:00Z`,
  committedAt: `${dayOf(index + 1)}T08:00:00Z`,
  title: `Commit ${index + 1}`,
}));

const deployment = (name: string, day: number, commit?: number) => ({
  kind: 'deployment',
  externalId: name,
  environment: 'production',
  sha: commit === undefined ? undefined : shaOf(commit),
  startedAt: `${dayOf(day)}T12:00:00Z`,
  finishedAt: `${dayOf(day)}T12:05:00Z`,
  outcome: 'success',
});

const deployments = [
  deployment('first', 2, 2),
  deployment('two changes', 4, 4),
  deployment('one change', 5, 5),
  deployment('three changes', 8, 8),
  deployment('rollback', 9, 5),
  deployment('names no commit', 12),
];

describe('the metric of the guide', () => {
  const databases = portalDatabases();
  let portal: Portal;

  beforeAll(async () => {
    const database = databases.create();
    portal = await startPortal({
      databases: database,
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'payments' },
          spec: {
            type: 'service',
            lifecycle: 'production',
            owner: 'group:x',
            system: 'shop',
          },
        },
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'System',
          metadata: { name: 'shop' },
          spec: { owner: 'group:x' },
        },
      ],
      config: {},
      features: [batchSizeModule],
    });
    await portal.bind();
    await portal
      .post(`${API}/events`)
      .send({
        entityRef: 'component:default/payments',
        scope: 'acme/payments',
        facts: [...commits, ...deployments],
      })
      .expect(200);
    await portal.bind();
    await waitForCalculation(database.knex);
  });
  afterAll(() => portal?.stop());

  it('is listed with the others', async () => {
    const { body } = await portal.get(`${API}/metrics`).expect(200);
    const { metrics }: MetricsAnswer = body;
    expect(metrics.map(({ id }) => id)).toContain('delivery.batch-size');
  });

  it.each(['component/default/payments', 'system/default/shop'])(
    'has its number in a portal that knows nothing else of it: %s',
    async entity => {
      const { body } = await portal
        .get(`${METRIC}/${entity}?${WINDOW}`)
        .expect(200);
      const answer: SingleMetricAnswer = body;
      expect(answer.definition.title).toBe('Deployment batch size');
      expect(answer.value).toMatchObject({
        status: 'partial',
        value: 2,
        sampleSize: 3,
      });
      expect(
        Object.fromEntries(
          answer.value.excluded.map(({ code, count }) => [code, count]),
        ),
      ).toEqual({ firstDeployment: 1, isRollback: 1, noRevision: 1 });
      // The weeks of 2 and 9 February: of the second nothing counts.
      expect(
        answer.series
          .slice(1, 3)
          .map(({ value }) => 'value' in value && value.value),
      ).toEqual([2, false]);
    },
  );

  it('explains the number by the deployments that give it', async () => {
    const { body } = await portal
      .get(`${METRIC}/component/default/payments/explain?${WINDOW}`)
      .expect(200);
    const { records, formula }: ExplainAnswer = body;
    expect(
      records.map(({ title, value, excludedReason }) => [
        title,
        excludedReason ?? value,
      ]),
    ).toEqual([
      ['8000000 to production', 3],
      ['5000000 to production', 1],
      ['4000000 to production', 2],
      ['names no commit to production', 'noRevision'],
      ['5000000 to production', 'isRollback'],
      ['2000000 to production', 'firstDeployment'],
    ]);
    expect(formula.atRank).toMatchObject([
      { title: '4000000 to production', value: 2 },
    ]);
  });
});
