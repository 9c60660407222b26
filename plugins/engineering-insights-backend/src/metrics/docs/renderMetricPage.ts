import type {
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
