import type {
  MetricValue,
  ReasonCode,
} from '@sei-platform/plugin-engineering-insights-common';
import type { ComparedProject, WindowComparison } from './Comparison';
import { type Section, SECTIONS } from './sections';
import { countIn } from './whyTheyDiffer';

const NONE: Partial<Record<ReasonCode, string>> = {
  noFailures: 'none failed',
  noDataInWindow: 'nothing deployed',
};

/** A value as text, or why there is none. */
function textOf(value: MetricValue, format: (value: number) => string) {
  if (!('value' in value)) return NONE[value.reason.code] ?? value.reason.code;
  return value.status === 'insufficientSample'
    ? `${format(value.value)} (few)`
    : format(value.value);
}

/** As DevLake says it, without its advice. */
const plainText = (panel: unknown) =>
  `${panel}`.replace(/^N\/A\..*/, 'N/A').replace('(', ' (');

function renderRow(
  section: Section,
  project: ComparedProject,
  comparison: WindowComparison,
): string {
  const { metricId, panel, format, why } = section;
  const { window, devlake, here } = comparison;
  const cells = [
    project.name,
    window,
    ...(panel
      ? [plainText(devlake[2021][panel]), plainText(devlake[2023][panel])]
      : []),
    textOf(here[metricId], format),
    why(comparison, project),
  ];
  return `| ${cells.join(' | ')} |`;
}

const hasReleases = (comparison: WindowComparison) =>
  countIn(comparison, 'dora.deployment-frequency') > 0;

function renderSection(
  section: Section,
  projects: readonly ComparedProject[],
): string[] {
  const columns = [
    'Project',
    'Window',
    ...(section.panel ? ['DevLake, 2021', 'DevLake, 2023'] : []),
    'Here',
    'Why',
  ];
  return [
    `### ${section.title}`,
    '',
    `| ${columns.join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...projects.flatMap(project =>
      project.comparisons
        .filter(hasReleases)
        .map(comparison => renderRow(section, project, comparison)),
    ),
    '',
  ];
}

/** The tables of our figures beside DevLake's, in Markdown. */
export function renderComparison(projects: readonly ComparedProject[]): string {
  const empty = projects.map(({ name, comparisons }) => {
    const windows = comparisons.filter(each => !hasReleases(each));
    return `${name} ${windows.map(({ window }) => window).join(', ')}`;
  });
  return [
    ...SECTIONS.flatMap(section => renderSection(section, projects)),
    `Windows without a release, in which both have no value and the frequency here is 0: ${empty.join(
      '; ',
    )}.`,
  ].join('\n');
}
