import type { MetricValue } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { evaluate } from '../../../engine';
import { doraMetrics } from '../../../metrics';
import type { DeliveryWorld, DerivedTables } from '../DeliveryWorld';
import { isWithin, type Span } from '../devlake/calendar';
import type { DevlakeResult } from '../devlake/DevlakeResult';
import { minutesDown } from '../devlake/format';
import type { DevlakeRows } from '../devlake/readDevlakeRows';
import type { FailedRelease, WindowComparison } from './Comparison';

/** After all windows, so that none is cut. */
const NOW = '2027-01-02T00:00:00.000Z';
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** DevLake names the last second of a window. */
export const spanOf = ({ from, to }: DevlakeResult): Span => ({
  from: Date.parse(from),
  to: Date.parse(to) + SECOND,
});

async function evaluateSpan(options: {
  knex: Knex;
  entityId: number;
  span: Span;
}): Promise<Record<string, MetricValue>> {
  const { knex, entityId, span } = options;
  const answers = await evaluate({
    knex,
    metrics: doraMetrics,
    entityIds: [entityId],
    window: {
      from: new Date(span.from).toISOString(),
      to: new Date(span.to).toISOString(),
    },
    now: NOW,
  });
  return Object.fromEntries(
    answers.get(entityId)!.map(({ metricId, value }) => [metricId, value]),
  );
}

const seconds = (from: unknown, to: unknown) =>
  (Number(to) - Number(from)) / SECOND;

/** Every release of a span that failed here or, by DevLake's rule, there. */
function listFailed(options: {
  rows: DevlakeRows;
  tables: DerivedTables;
  span: Span;
}): FailedRelease[] {
  const { rows, tables, span } = options;
  const failures = tables.failures.filter(({ is_counted }) => is_counted);
  return rows.deployments
    .filter(({ finishedAt }) => isWithin(span, finishedAt))
    .flatMap(({ release, finishedAt }) => {
      const incidents = rows.incidents.filter(each => each.blamed === release);
      const failure = failures.find(each => each.rollout === release);
      if (incidents.length === 0 && !failure) return [];
      const ends = incidents.map(({ resolvedAt }) => resolvedAt ?? Infinity);
      const end = Math.max(...ends);
      return [
        {
          release,
          incidents: incidents.map(({ id, openedAt }) => ({
            id,
            hoursAfter: (openedAt - finishedAt) / HOUR,
          })),
          ...(Number.isFinite(end) && {
            devlakeMinutes: minutesDown(finishedAt, end),
          }),
          ...(failure && {
            here: {
              evidence: failure.evidence as string[],
              ...(failure.recovered_at !== null && {
                recoveredSeconds: seconds(finishedAt, failure.recovered_at),
              }),
            },
          }),
        },
      ];
    });
}

/** Our numbers beside DevLake's for each window that it was asked for. */
export async function compareProject(options: {
  knex: Knex;
  world: DeliveryWorld;
  name: string;
  rows: DevlakeRows;
  results: readonly DevlakeResult[];
}): Promise<WindowComparison[]> {
  const { knex, world, name, rows, results } = options;
  const tables = await world.read(name);
  const comparisons = [];
  for (const result of results.filter(({ report }) => report === '2023')) {
    const span = spanOf(result);
    const finished = new Set(
      rows.deployments
        .filter(({ finishedAt }) => isWithin(span, finishedAt))
        .map(({ release }) => release),
    );
    const older = results.find(
      ({ window, report }) => window === result.window && report === '2021',
    )!;
    comparisons.push({
      window: result.window,
      span,
      devlake: { 2021: older.panels, 2023: result.panels },
      here: await evaluateSpan({
        knex,
        entityId: world.entityId(name),
        span,
      }),
      pullRequestSeconds: rows.pullRequests
        .filter(({ finishedAt }) => isWithin(span, finishedAt))
        .map(each => seconds(each.firstCommitAt, each.finishedAt)),
      failed: listFailed({ rows, tables, span }),
      remediations: [
        ...new Set(tables.remediations.map(each => each.rollout as string)),
      ].filter(release => finished.has(release)),
    });
  }
  return comparisons;
}
