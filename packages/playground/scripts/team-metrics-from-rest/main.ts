/* eslint-disable no-console -- a program whose output is its result */
/**
 * Computes the metrics of teams from the raw answers of the sources alone, and
 * compares them with what the plugin's API says. It shares no code with the
 * plugins or with the playground, so that agreement means something.
 *
 * yarn workspace playground team-metrics --portal http://localhost:7007 --playground http://127.0.0.1:7070
 */
import { parseArgs } from 'node:util';
import { compare, type Row } from './compare';
import { computeMetrics, type Value } from './computeMetrics';
import { readApiMetrics, readTeam, signIn } from './portal';
import { readFacts } from './readFacts';

const DAY = 86_400_000;

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function show({ value, sampleSize }: Value): string {
  if (value === undefined) return 'not known';
  const number = Number(value.toPrecision(10));
  return sampleSize === undefined ? `${number}` : `${number} (n ${sampleSize})`;
}

function print(rows: readonly Row[]): void {
  const lines = rows.map(row => [
    row.team,
    row.metricId,
    show(row.fromRawAnswers),
    row.fromApi.value === undefined ? row.fromApi.status : show(row.fromApi),
    row.isEqual ? 'equal' : 'DIFFERENT',
  ]);
  const table = [['team', 'metric', 'from raw answers', 'from the API', '']];
  table.push(...lines);
  const widths = table[0].map((_cell, column) =>
    Math.max(...table.map(line => line[column].length)),
  );
  for (const line of table)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      portal: { type: 'string', default: 'http://localhost:7007' },
      playground: { type: 'string', default: 'http://127.0.0.1:7070' },
      token: { type: 'string', default: 'playground-token' },
      person: { type: 'string', default: 'user:default/sam.rivera' },
      team: {
        type: 'string',
        multiple: true,
        default: ['fulfilment', 'payments', 'discovery'],
      },
      from: { type: 'string' },
      to: { type: 'string' },
    },
  });
  // What ended two weeks ago the live simulation does not change.
  const to = values.to ?? dayOf(Date.now() - 14 * DAY);
  const from = values.from ?? dayOf(Date.parse(to) - 91 * DAY);
  const window = { from: Date.parse(from), to: Date.parse(to) };
  const portal = await signIn(values.portal, values.person);
  const rows: Row[] = [];
  for (const team of values.team) {
    const entities = await readTeam(portal, team);
    const facts = await readFacts({ ...values, window }, entities);
    const computed = computeMetrics(facts, window);
    const metricIds = Object.keys(computed).map(name => name.split(' ')[0]);
    const api = await readApiMetrics(portal, { team, from, to, metricIds });
    rows.push(...compare({ team, computed, api }));
  }
  console.log(`${from} to ${to}`);
  print(rows);
  const different = rows.filter(({ isEqual }) => !isEqual).length;
  console.log(`${rows.length - different} of ${rows.length} are equal.`);
  if (different > 0) process.exitCode = 1;
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
