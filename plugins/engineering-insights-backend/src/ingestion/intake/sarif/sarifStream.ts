import type { JsonValue } from '@backstage/types';
import type { IntakeStream } from '../IntakeStream';
import { payloadOf } from '../payloadOf';
import { closeByLater } from './closeByLater';
import { closeMissing } from './closeMissing';
import { combineReports } from './combineReports';
import { keepRun } from './keepRun';
import { readRun } from './readRun';
import { payloadIdOf, runKey } from './runKey';
import { sarifItemSchema } from './sarifSchema';
import { timeOf } from './timeOf';
import { withoutRepeated } from './withoutRepeated';

/** Runs of scanners: SARIF 2.1.0. Each is a full listing of its tool and category. */
export const sarifStream: IntakeStream = {
  // As many as GitHub takes in one log.
  maximumCount: 20,
  itemsName: 'runs',
  toPayload: (item, scrub) =>
    payloadOf({ item: keepRun(item), personal: [], ...scrub, identify }),
  async understand({ knex, scopeId, items }) {
    const readings = items.map(readRun);
    const reports = combineReports(readings.flatMap(each => each.report ?? []));
    const facts = await withoutRepeated({
      knex,
      scopeId,
      findings: reports.flatMap(({ findings }) => findings),
    });
    const notes: string[] = [];
    for (const report of reports) {
      const closed = await closeMissing({ knex, scopeId, report });
      const closedLater = await closeByLater({ knex, scopeId, report });
      facts.push(...closed.facts, ...closedLater);
      notes.push(...closed.notes);
    }
    const ignored = reports.flatMap(report => report.ignored);
    const invalid = readings.flatMap(each => each.invalid);
    return { facts, ignored, invalid, notes };
  },
};

function identify(body: JsonValue) {
  const { success, data } = sarifItemSchema.safeParse(body);
  if (!success) return {};
  const { run } = data;
  const tool = run.tool.driver.name;
  return {
    externalId: payloadIdOf({ key: runKey(run), tool }),
    updatedAt: timeOf(run),
  };
}
