import type {
  FindingFact,
  IntakeAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { IntakeItem } from '../IntakeStream';
import { invalidAt } from '../invalidAt';
import type { Report } from './Report';
import { runKey } from './runKey';
import { resultSchema, sarifItemSchema, type SarifRun } from './sarifSchema';
import { timeOf } from './timeOf';
import { toFinding } from './toFinding';

type StoredRun = Pick<IntakeItem, 'index' | 'body' | 'observedAt'>;

/** Reads a stored run; of one that is none only what is wrong. */
export function readRun({ index, body, observedAt }: StoredRun): {
  report?: Report;
  invalid: IntakeAnswer['invalid'];
} {
  const { success, data, error } = sarifItemSchema.safeParse(body);
  if (!success) {
    // The item holds the run and the sender's word on it.
    const issues = error.issues.map(({ path, message }) => ({
      path: path.slice(1),
      message,
    }));
    return { invalid: invalidAt(index, ['runs', index], issues) };
  }
  const { run, isComplete } = data;
  const key = runKey(run);
  const at = earlier(timeOf(run) ?? observedAt, observedAt);
  const results = readResults({ run, key, at, index });
  const report: Report = {
    key,
    tool: run.tool.driver.name,
    at,
    isSuccessful: successOf(run),
    isComplete: isComplete ?? undefined,
    resultCount: run.results?.length,
    ...results,
  };
  return { report, invalid: results.invalid };
}

function readResults(options: {
  readonly run: SarifRun;
  readonly key: string;
  readonly at: string;
  readonly index: number;
}): Pick<Report, 'findings' | 'ignored' | 'invalid'> {
  const { run, index } = options;
  const findings: FindingFact[] = [];
  const ignored: string[] = [];
  const invalid: IntakeAnswer['invalid'][number][] = [];
  run.results?.forEach((each, position) => {
    const result = resultSchema.safeParse(each);
    const told = result.success
      ? toFinding({ ...options, result: result.data })
      : { invalid: result.error.issues };
    const place = ['runs', index, 'results', position];
    if ('ignored' in told) ignored.push(told.ignored);
    else if ('finding' in told) findings.push(told.finding);
    else invalid.push(...invalidAt(index, place, told.invalid));
  });
  return { findings, ignored, invalid };
}

/** A run cannot have ended after it was received, whatever the scanner's clock says. */
function earlier(at: string, observedAt: string): string {
  const time = Math.min(Date.parse(at), Date.parse(observedAt));
  return new Date(time).toISOString();
}

function successOf({ invocations }: SarifRun): boolean | undefined {
  if (!invocations || invocations.length === 0) return undefined;
  return invocations.every(({ executionSuccessful }) => executionSuccessful);
}
