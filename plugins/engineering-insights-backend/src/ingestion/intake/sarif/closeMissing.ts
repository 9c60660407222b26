import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { readOpenFindings } from '../../../database/operations/read/readOpenFindings';
import { fixFinding } from './fixFinding';
import { reasonToCloseNone } from './reasonToCloseNone';
import type { Report } from './Report';

/** Says that what was open and a full report no longer names is fixed, as of the report. */
export async function closeMissing(options: {
  readonly knex: Knex.Transaction;
  readonly scopeId: number;
  readonly report: Report;
}): Promise<{ facts: readonly FindingFact[]; notes: readonly string[] }> {
  const { knex, scopeId, report } = options;
  const { key, tool, at, findings } = report;
  const open = await readOpenFindings({
    knex,
    scopeId,
    prefix: `sarif:${key}:`,
    toldBefore: at,
  });
  const named = new Set(findings.map(({ externalId }) => externalId));
  const missing = open.filter(({ externalId }) => !named.has(externalId));
  if (missing.length === 0) return { facts: [], notes: [] };
  const counts = { openCount: open.length, missingCount: missing.length };
  const reason = reasonToCloseNone({ report, ...counts });
  if (!reason)
    return { facts: missing.map(each => fixFinding(each, at)), notes: [] };
  const count =
    missing.length === 1
      ? 'the open finding'
      : `any of the ${missing.length} open findings`;
  const note = `The report of ${tool} does not close ${count} that it does not name: ${reason}.`;
  return { facts: [], notes: [note] };
}
