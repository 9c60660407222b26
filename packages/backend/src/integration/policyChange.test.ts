import { createServiceFactory, coreServices } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type {
  DoraAnswer,
  PoliciesAnswer,
  PolicyComparison,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { componentOf } from './__testUtils__/componentOf';
import { githubConfig } from './__testUtils__/githubConfig';
import { portalDatabases } from './__testUtils__/portalDatabases';
import { startGithub, type Github } from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitForCalculation } from './__testUtils__/waitForCalculation';
import { waitForCollection } from './__testUtils__/waitForCollection';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const API = '/api/engineering-insights/v1';
const POLICIES = `${API}/entities/component/default/payments/policies`;
const WINDOW = 'from=2025-12-01&to=2026-03-01';
const REASON = 'Users of payments are on staging';
const REPOSITORIES = ['payments', 'search'];

/** All rows that belong to a derivation. */
const TABLES = [
  'deployments',
  'rollouts',
  'claim_walks',
  'deployment_commits',
  'deployment_pull_requests',
  'failures',
  'remediations',
  'incident_attributions',
];

/** With their ids, as text, in a fixed order. */
async function rowsOf(knex: Knex, derivationId: number) {
  const rows: Record<string, readonly { row: string }[]> = {};
  for (const table of TABLES) {
    const own = await knex.raw(
      `select t::text as row from ${table} as t
      where t.derivation_id = :derivationId
      order by t::text`,
      { derivationId },
    );
    rows[table] = own.rows;
  }
  return rows;
}

async function derivationInForce(knex: Knex): Promise<number> {
  const { derivation_id: id } = await knex('entities')
    .first('derivation_id')
    .where('ref', 'component:default/payments');
  return id;
}

/** What a reader sees of the numbers, all of one answer. */
function numbersOf({ metrics, phases, distribution, summary }: DoraAnswer) {
  return JSON.stringify({
    metrics: metrics.map(({ metricId, value, series }) => ({
      metricId,
      value,
      series,
    })),
    phases,
    distribution,
    summary,
  });
}

describe('a change of policy on a full playground', () => {
  const databases = portalDatabases();
  const audited: JsonObject[] = [];
  let github: Github;
  let portal: Portal;
  let knex: Knex;

  const entities = (annotations: Record<string, string> = {}) =>
    REPOSITORIES.map(name => {
      const entity = componentOf({
        name,
        host: github.host,
        slug: `acme/${name}`,
      });
      const metadata = entity.metadata as JsonObject;
      return name === 'payments'
        ? {
            ...entity,
            metadata: {
              ...metadata,
              annotations: {
                ...(metadata.annotations as JsonObject),
                ...annotations,
              },
            },
          }
        : entity;
    });

  const policies = async (): Promise<PoliciesAnswer> =>
    (await portal.get(POLICIES).expect(200)).body;

  /** Changes the annotations and waits until what they set is in force. */
  async function change(
    annotations: Record<string, string>,
    switchCount: number,
  ) {
    await portal.changeCatalog(entities(annotations));
    await portal.bind();
    await waitUntil(
      'the policy is in force',
      async () => (await policies()).switches.length === switchCount,
    );
    await waitForCalculation(knex);
  }

  /** Reads over and over while something happens. @returns what was seen, each once. */
  async function readWhile(act: () => Promise<void>): Promise<Set<string>> {
    const seen = new Set<string>();
    let isOver = false;
    const read = async () => {
      while (!isOver) seen.add(numbersOf(await portal.dora('payments', WINDOW)));
    };
    const readers = Promise.all([read(), read()]);
    try {
      await act();
      seen.add(numbersOf(await portal.dora('payments', WINDOW)));
    } finally {
      isOver = true;
    }
    await readers;
    return seen;
  }

  beforeAll(async () => {
    github = await startGithub();
    const database = databases.create();
    knex = database.knex;
    portal = await startPortal({
      databases: database,
      entities: entities(),
      config: githubConfig([{ host: github.host }]),
      features: [
        createServiceFactory({
          service: coreServices.auditor,
          deps: {},
          factory: () => ({
            createEvent: async event => {
              const told: JsonObject = {
                eventId: event.eventId,
                meta: { ...event.meta } as JsonObject,
              };
              audited.push(told);
              return {
                success: async () => {
                  told.status = 'succeeded';
                },
                fail: async () => {
                  told.status = 'failed';
                },
              };
            },
          }),
        }),
      ],
    });
    await portal.bind();
    await waitForCollection({
      portal,
      knex,
      repositoryCount: REPOSITORIES.length,
    });
  });
  afterAll(async () => {
    await portal?.stop();
    await github?.close();
  });

  it('is derived beside, switched at once, audited, marked, and switched back to the same rows', async () => {
    const switches = () =>
      audited.filter(({ eventId }) => eventId === 'policy-switch');
    const first = await derivationInForce(knex);
    const rows = await rowsOf(knex, first);
    const before = numbersOf(await portal.dora('payments', WINDOW));
    for (const table of ['deployments', 'rollouts', 'failures']) {
      expect([table, rows[table].length > 0]).toEqual([table, true]);
    }
    expect(switches()).toEqual([]);
    const others = await portal.dora('search', WINDOW);

    // Switched while two readers read: they see the one or the other, and nothing between.
    const seen = await readWhile(() =>
      change(
        {
          'engineering-insights/production-environments': 'staging',
          'engineering-insights/policy-reason': REASON,
        },
        2,
      ),
    );
    const after = numbersOf(await portal.dora('payments', WINDOW));
    expect(after).not.toBe(before);
    expect([...seen].sort()).toEqual([before, after].sort());

    // Derived beside: the old rows are as they were.
    const second = await derivationInForce(knex);
    expect(second).not.toBe(first);
    expect(await rowsOf(knex, first)).toEqual(rows);
    expect((await rowsOf(knex, second)).rollouts.length).toBeGreaterThan(0);
    expect(numbersOf(await portal.dora('search', WINDOW))).toBe(
      numbersOf(others),
    );

    // Audited, and told to whoever asks.
    const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(switches()).toEqual([
      {
        eventId: 'policy-switch',
        status: 'succeeded',
        meta: {
          entityRef: 'component:default/payments',
          before: { name: 'default', hash },
          after: { name: 'component:default/payments', hash },
          setBy: 'annotation',
          reason: REASON,
        },
      },
    ]);
    const { switches: history, choices } = await policies();
    expect(history).toMatchObject([
      { setBy: 'annotation', reason: REASON, previous: { name: 'default' } },
      { setBy: 'configuration', differences: [] },
    ]);

    // Marked on the chart of a window that holds it.
    const today = await portal.dora('payments', '');
    expect(today.policyChanges).toEqual([
      {
        at: history[0].at,
        serviceCount: 1,
        differences: history[0].differences,
      },
    ]);
    const { policyChanges } = await portal.dora('payments', WINDOW);
    expect(policyChanges).toEqual([]);

    // Compared with the one before: its values are those that stood there.
    const { body: compared } = await portal
      .get(`${POLICIES}/compare?with=${choices[0].with}&${WINDOW}&limit=1000`)
      .expect(200);
    const { inForce, other, counts, records } = compared as PolicyComparison;
    const valuesIn = (text: string) =>
      JSON.parse(text)
        .metrics.slice(0, inForce.values.length)
        .map(({ metricId, value }: DoraAnswer['metrics'][number]) => ({
          metricId,
          value,
        }));
    expect(inForce.values).toEqual(valuesIn(after));
    expect(other.values).toEqual(valuesIn(before));
    const [deployments] = counts;
    expect([
      deployments.onlyInForce + deployments.both,
      deployments.onlyOther + deployments.both,
    ]).toEqual([
      JSON.parse(after).summary.deploymentCount,
      JSON.parse(before).summary.deploymentCount,
    ]);
    expect(
      new Set(
        records
          .filter(({ kind }) => kind === 'deployment')
          .map(({ reason }) => reason),
      ),
    ).toEqual(new Set(['notProduction']));

    // Switched back: the same derivation, and exactly the old rows and numbers.
    const seenBack = await readWhile(() => change({}, 3));
    expect([...seenBack].sort()).toEqual([before, after].sort());
    expect(await derivationInForce(knex)).toBe(first);
    expect(await rowsOf(knex, first)).toEqual(rows);
    expect(switches()).toHaveLength(2);
    expect((await policies()).switches).toHaveLength(3);
  });
});
