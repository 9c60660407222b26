import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import type { Report } from './Report';

/** Makes one report of those of one tool and category that came together, since none of them is whole alone. */
export function combineReports(reports: readonly Report[]): Report[] {
  const groups = new Map<string, Report[]>();
  for (const report of reports) {
    const group = groups.get(report.key);
    if (group) group.push(report);
    else groups.set(report.key, [report]);
  }
  return [...groups.values()].map(combine);
}

function combine(reports: readonly Report[]): Report {
  const [{ key, tool, isComplete }] = reports;
  const words = reports.map(({ isSuccessful }) => isSuccessful);
  const counts = reports.map(({ resultCount }) => resultCount);
  return {
    key,
    tool,
    at: reports.map(({ at }) => at).sort()[reports.length - 1],
    isSuccessful: words.includes(false)
      ? false
      : words.every(Boolean) || undefined,
    isComplete,
    resultCount: counts.includes(undefined)
      ? undefined
      : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    findings: numberAlike(reports.flatMap(({ findings }) => findings)),
    ignored: reports.flatMap(({ ignored }) => ignored),
    invalid: reports.flatMap(({ invalid }) => invalid),
  };
}

/** What a report holds twice alike is two findings: each further one has its number in the order of the report. */
function numberAlike(findings: readonly FindingFact[]): FindingFact[] {
  const counts = new Map<string, number>();
  return findings.map(finding => {
    const { externalId } = finding;
    const count = (counts.get(externalId) ?? 0) + 1;
    counts.set(externalId, count);
    return count === 1
      ? finding
      : { ...finding, externalId: `${externalId}#${count}` };
  });
}
