import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { listItemPayloads } from '../../../database/operations/ingestion/listItemPayloads';
import { combineReports } from './combineReports';
import { fixFinding } from './fixFinding';
import { readRun } from './readRun';
import { reasonToCloseNone } from './reasonToCloseNone';
import type { Report } from './Report';
import { payloadIdOf } from './runKey';

/**
 * Says of a report that arrives after later ones what those have closed, so
 * that the order of arrival leaves nothing open.
 */
export async function closeByLater(options: {
  readonly knex: Knex.Transaction;
  readonly scopeId: number;
  readonly report: Report;
}): Promise<readonly FindingFact[]> {
  const { report } = options;
  const open = report.findings.filter(({ state }) => state === 'open');
  const closed = new Map<string, FindingFact>();
  for (const later of await readLaterReports(options)) {
    const named = new Set(later.findings.map(({ externalId }) => externalId));
    const left = open.filter(({ externalId }) => !closed.has(externalId));
    const missing = left.filter(({ externalId }) => !named.has(externalId));
    const counts = { openCount: left.length, missingCount: missing.length };
    if (reasonToCloseNone({ report: later, ...counts })) continue;
    for (const each of missing)
      closed.set(each.externalId, fixFinding(each, later.at));
  }
  return [...closed.values()];
}

/** The later reports that are still kept, in order. */
async function readLaterReports(options: {
  readonly knex: Knex.Transaction;
  readonly scopeId: number;
  readonly report: Report;
}): Promise<Report[]> {
  const { knex, scopeId, report } = options;
  const stored = await listItemPayloads({
    knex,
    scopeId,
    stream: 'sarif',
    externalIds: [payloadIdOf(report)],
    changedAfter: report.at,
  });
  const arrivals = new Map<string, Report[]>();
  stored.forEach((item, index) => {
    const { report: each } = readRun({ ...item, index });
    if (!each) return;
    const together = arrivals.get(item.observedAt);
    if (together) together.push(each);
    else arrivals.set(item.observedAt, [each]);
  });
  return [...arrivals.values()]
    .flatMap(combineReports)
    .filter(({ at }) => at > report.at)
    .sort((a, b) => a.at.localeCompare(b.at));
}
