import type {
  MeasuredAs,
  Observation,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import {
  metricContract,
  type MetricHarness,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { testDatabase } from '../database/testDatabase';
import { builtInMetrics } from '../metrics';
import { random } from './__testUtils__/random';
import { Seed } from './__testUtils__/seed';
import { seedRandomDelivery } from './__testUtils__/seedRandomDelivery';
import { seedRandomFacts } from './__testUtils__/seedRandomFacts';
import { seedRandomStarts } from './__testUtils__/seedRandomStarts';
import { evaluate } from './evaluate';
import { explain } from './explain';

jest.setTimeout(120_000);

const window = {
  from: '2026-01-05T00:00:00.000Z',
  to: '2026-04-05T00:00:00.000Z',
};
const now = '2026-04-04T18:00:00.000Z';
const scope = { cohort: 'all', clock: 'elapsed' } as const;
const databases = testDatabase();

async function createHarness(): Promise<MetricHarness> {
  const knex = await databases.create();
  const asked = {
    knex,
    next: random(20260405),
    from: window.from,
    days: 89.75,
  };
  const { systemId, entityIds, scopeIds } = await seedRandomDelivery({
    ...asked,
    seed: new Seed(knex),
    componentCount: 4,
  });
  await seedRandomFacts({ ...asked, scopeIds });
  await seedRandomStarts({ knex, next: random(20260406) });
  return {
    entityIds,
    rollUpId: systemId,
    rollUpMemberIds: entityIds,
    async observe(
      metric: Metric,
      ids: readonly number[],
      end = now,
      choice: MeasuredAs = {},
    ) {
      const {
        sql,
        shared = [],
        hasSettledAt,
        bindings,
      } = metric.observations({ ...scope, ...choice });
      const { rows } = await knex.raw(
        `with scope as (
           select id as entity_id, derivation_id, calendar_id,
                  :windowFrom::timestamptz as from_at, :windowTo::timestamptz as to_at
             from entities where id = any(:ids::int[])
         ),
         moment (at) as (
           values (least(:end::timestamptz, :now::timestamptz)
             - interval '1 microsecond')
         ),
         ${shared.map(table => `${table.name} as (${table.sql}),`).join('\n')}
         observation as (${sql})
         select observation.*,
                coalesce(excluded_reason, case when ${
                  hasSettledAt ? 'settled_at > :now::timestamptz' : 'false'
                } then 'tooRecent' end) as reason
           from observation`,
        {
          ...bindings,
          now,
          end,
          ids: [...ids],
          windowFrom: window.from,
          windowTo: window.to,
        } as never,
      );
      return rows.map(
        (row: Record<string, any>): Observation => ({
          entityId: row.entity_id,
          observationKey: row.observation_key,
          observedAt: row.observed_at.toISOString(),
          value: row.value,
          numerator: row.numerator,
          denominator: row.denominator,
          excludedReason: row.reason ?? undefined,
          category: row.category,
          personKey: row.person_key ?? undefined,
        }),
      );
    },
    async evaluate(metric, ids, choice) {
      const answers = await evaluate({
        ...choice,
        knex,
        metrics: [metric],
        entityIds: ids,
        window,
        now,
        bucket: 'week',
      });
      return new Map([...answers].map(([id, [answer]]) => [id, answer]));
    },
    async explain(metric, entityId, choice) {
      const records = [];
      let cursor: string | undefined;
      do {
        const page = await explain({
          ...choice,
          knex,
          metric,
          entityId,
          window,
          now,
          cursor,
          limit: 60,
        });
        records.push(...page.records);
        cursor = page.nextCursor;
      } while (cursor);
      return records;
    },
  };
}

describe('metrics', () => {
  metricContract({ metrics: builtInMetrics, harness: createHarness });
});
