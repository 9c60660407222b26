import type {
  ChangeStart,
  MetricDefinition,
  Observation,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  Metric,
  MetricExample,
} from '@sei-platform/plugin-engineering-insights-node';

const UNIT: Readonly<Record<MetricDefinition['unit'], string>> = {
  seconds: 'a duration, in seconds',
  perDay: 'a number per day',
  ratio: 'a share between 0 and 1',
  count: 'a count',
  lines: 'a number of lines',
  points: 'a number of points, as estimated',
  people: 'a number of people',
  rating: 'a rating from 1 (A) to 5 (E)',
};
const DIRECTION: Readonly<Record<MetricDefinition['direction'], string>> = {
  lowerIsBetter: 'lower is better',
  higherIsBetter: 'higher is better',
  neutral: 'neither way is better',
};

const HOUR_SECONDS = 3_600;

function quantityText(
  unit: MetricDefinition['unit'],
  value: number | undefined,
): string {
  if (value === undefined) {
    return 'not known';
  }
  return unit === 'seconds' ? `${value / HOUR_SECONDS} h` : String(value);
}

function observationText(
  definition: MetricDefinition,
  observation: Observation,
): string {
  const { value, numerator, denominator } = observation;
  return numerator === undefined
    ? quantityText(definition.unit, value)
    : `${numerator} of ${denominator}`;
}

function exampleText(
  definition: MetricDefinition,
  example: MetricExample,
): string {
  const { title, observations, coveredDays, expected } = example;
  const rows = observations.map(
    observation =>
      `| \`${observation.observationKey}\` | ${
        observation.observedAt
      } | ${observationText(definition, observation)} | ${
        observation.excludedReason
          ? `left out: \`${observation.excludedReason}\``
          : 'counted'
      } |`,
  );
  const table = rows.length
    ? ['', '| Record | At | Value | |', '| --- | --- | --- | --- |', ...rows]
    : ['', 'No records.'];
  return [
    `### ${title}`,
    ...table,
    '',
    ...(coveredDays === undefined ? [] : [`Covered days: ${coveredDays}.`, '']),
    `Result: **${quantityText(definition.unit, expected)}**.`,
  ].join('\n');
}

function list(title: string, items: readonly string[]): string[] {
  return items.length
    ? ['', `## ${title}`, '', ...items.map(item => `- ${item}.`)]
    : [];
}

const START: Readonly<Record<ChangeStart, string>> = {
  authored: 'from when a commit was written (`start=authored`, the default)',
  committed:
    'from the date of the commit (`start=committed`), which a rebase or an amended commit rewrites',
  opened:
    'from when the pull request was opened that brought the commit (`start=opened`)',
  merged: 'from when that pull request was merged (`start=merged`)',
};

/** What a reader may have otherwise than the formula says; nothing where the value is not one of values. */
function measuredOtherwise({
  aggregate,
  measures,
}: MetricDefinition): string[] {
  if (aggregate !== 'quantile') return [];
  return [
    '',
    '## Measured otherwise',
    '',
    'The reader may have another statistic than the median: the mean, the 75th or the 90th percentile (`statistic=mean`, `p75`, `p90`).',
    ...(measures
      ? [
          '',
          'The reader may have pull requests counted instead of commits (`unit=pullRequest`): each once, with the first rollout that carried it, from the earliest start of its commits that count. The time is measured:',
          '',
          ...measures.starts.map(start => `- ${START[start]}`),
          '',
          'What came without a pull request is then left out, where one is needed, and so is what has no known start.',
        ]
      : []),
    '',
    'None of it changes what was delivered, and what is measured otherwise has no band.',
  ];
}

/** The page of the documentation about a metric, in Markdown; all of it comes from the metric. */
export function renderMetricPage({ definition, examples }: Metric): string {
  const {
    id,
    version,
    title,
    summary,
    formula,
    unit,
    direction,
    minimumSample,
  } = definition;
  const lines = [
    `# ${title}`,
    '',
    summary,
    '',
    `- Id: \`${id}\`, version ${version}`,
    `- Unit: ${UNIT[unit]}; ${DIRECTION[direction]}`,
    minimumSample > 0
      ? `- Below ${minimumSample} records there is no band and no comparison`
      : '- Any number of records is enough',
    '',
    '## Formula',
    '',
    formula,
    ...measuredOtherwise(definition),
    ...list('What must be known', definition.requires),
    ...list('What is left out', definition.excludes),
    ...list('What it cannot see', definition.blindSpots),
    '',
    '## Examples',
    '',
    examples.map(example => exampleText(definition, example)).join('\n\n'),
    '',
    '## References',
    '',
    ...definition.references.map(
      ({ title: name, url }) => `- [${name}](${url})`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
