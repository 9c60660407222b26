import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type MetricValue,
  quantile,
} from '@sei-platform/plugin-engineering-insights-common';
import { testDatabase } from '../database/testDatabase';
import { spanOf } from './__testUtils__/comparison/compareProject';
import {
  type ComparedRealProject,
  compareRealProject,
} from './__testUtils__/comparison/compareRealProject';
import type { WindowComparison } from './__testUtils__/comparison/Comparison';
import { countChanges } from './__testUtils__/comparison/countChanges';
import { realProjects } from './__testUtils__/comparison/realProjects';
import { renderComparison } from './__testUtils__/comparison/renderComparison';
import { isWithin } from './__testUtils__/devlake/calendar';
import {
  devlakePanels,
  withLevels,
} from './__testUtils__/devlake/devlakePanels';

const database = testDatabase();
jest.setTimeout(300_000);

const DAY = 24 * 3_600_000;
/** By the policy: how long after a release an incident is attributed to it by itself. */
const ATTRIBUTION_WINDOW_HOURS = 24;
/** By the definition: how long after a release a revert tells that it failed. */
const REVERT_DAYS = 14;

const DOCUMENT = resolve(__dirname, '../../../../docs/real-projects.md');
const BEGIN = '<!-- figures: begin -->\n\n';
const END = '\n\n<!-- figures: end -->';

const compared = new Map<string, ComparedRealProject>();

beforeAll(async () => {
  for (const project of realProjects) {
    const knex = await database.create();
    compared.set(project.name, await compareRealProject({ knex, project }));
  }
}, 300_000);

/** The deployments of a window, as DevLake counts them by month. */
const deploymentCount = ({ devlake }: WindowComparison) =>
  Object.values(
    devlake[2023].monthly_deployments as Record<string, string>,
  ).reduce((sum, count) => sum + Number(count), 0);

const NONE = expect.objectContaining({ status: 'noData' });
const known = (value: Partial<MetricValue> & { value: unknown }) =>
  expect.objectContaining(value);
const nearly = (value: number) => expect.closeTo(value, 3);

/** The tables in the document. */
const readFigures = () =>
  readFileSync(DOCUMENT, 'utf8').split(BEGIN)[1].split(END)[0];

function writeFigures(tables: string): void {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before] = text.split(BEGIN);
  const [, after] = text.split(END);
  writeFileSync(DOCUMENT, `${before}${BEGIN}${tables}${END}${after}`);
}

describe.each(realProjects)('$name', ({ name, results }) => {
  it.each(results)(
    "gives DevLake's result of $window and the report of $report by DevLake's definitions",
    result => {
      const { rows } = compared.get(name)!;
      const { report, panels } = result;
      expect(
        devlakePanels({ rows, report, span: spanOf(result) }),
      ).toMatchObject(withLevels(panels));
    },
  );

  const answersOf = (metricId: string) =>
    compared
      .get(name)!
      .comparisons.map(({ window, here }) => [window, here[metricId]]);
  const eachWindow = (expectedOf: (comparison: WindowComparison) => unknown) =>
    compared
      .get(name)!
      .comparisons.map(comparison => [
        comparison.window,
        expectedOf(comparison),
      ]);

  const soonReverted = () =>
    [...compared.get(name)!.reverts.values()].filter(
      ({ days = 0 }) => days > 0 && days <= REVERT_DAYS,
    );

  it("has DevLake's number of deployments, divided by the covered days", () => {
    const { rows } = compared.get(name)!;
    const firstDay = Math.floor(rows.deployments[0].finishedAt / DAY) * DAY;
    const expected = eachWindow(comparison => {
      const { span } = comparison;
      const count = deploymentCount(comparison);
      const days = (span.to - Math.max(span.from, firstDay)) / DAY;
      return known({ sampleSize: count, value: count / days });
    });
    expect(answersOf('dora.deployment-frequency')).toEqual(expected);
  });

  it('takes the median of the commits of the history where DevLake takes that of pull requests', () => {
    const changes = countChanges(compared.get(name)!.history);
    const expected = eachWindow(({ span }) => {
      const own = changes.filter(each => isWithin(span, each.finishedAt));
      const seconds = own.map(
        each => (each.finishedAt - each.authoredAt) / 1_000,
      );
      return own.length === 0
        ? NONE
        : known({
            sampleSize: own.length,
            value: nearly(quantile(seconds, 0.5)!),
          });
    });
    expect(answersOf('dora.change-lead-time')).toEqual(expected);
  });

  it('judges the deployments that DevLake judges; failed are those of which a change was reverted soon after it was released', () => {
    const { comparisons } = compared.get(name)!;
    const failedReleases = soonReverted().map(({ shippedBy }) => shippedBy);
    const expected = eachWindow(comparison => {
      const sampleSize = deploymentCount(comparison);
      const numerator = comparison.failed.filter(each => each.here).length;
      return sampleSize === 0
        ? NONE
        : known({
            sampleSize,
            numerator,
            value: numerator / sampleSize,
            excluded: [],
          });
    });
    expect(answersOf('dora.change-fail-rate')).toEqual(expected);
    for (const { release, incidents, here } of comparisons.flatMap(
      ({ failed }) => failed,
    )) {
      expect([release, here?.evidence]).toEqual([
        release,
        failedReleases.includes(release) ? ['revert'] : undefined,
      ]);
      // So none of them is attributed to the release by itself.
      for (const { hoursAfter } of incidents)
        expect(hoursAfter).toBeGreaterThan(ATTRIBUTION_WINDOW_HOURS);
    }
  });

  it("takes the median of the recoveries that it knows; each is DevLake's to the minute", () => {
    const recoveredOf = ({ failed }: WindowComparison) =>
      failed.flatMap(({ here }) => here?.recoveredSeconds ?? []);
    const devlakeOf = ({ failed }: WindowComparison) =>
      failed.filter(({ here }) => here).map(each => each.devlakeMinutes);
    expect(eachWindow(devlakeOf)).toEqual(
      eachWindow(each =>
        recoveredOf(each).map(seconds => Math.floor(seconds / 60)),
      ),
    );
    const expected = eachWindow(comparison => {
      const seconds = recoveredOf(comparison);
      return seconds.length === 0
        ? NONE
        : known({
            sampleSize: seconds.length,
            value: quantile(seconds, 0.5)!,
          });
    });
    expect(answersOf('dora.failed-deployment-recovery-time')).toEqual(expected);
  });

  it('calls rework, of which DevLake has no metric, the releases with such a revert', () => {
    const { rows } = compared.get(name)!;
    const reverting = soonReverted().map(({ revertedBy }) => revertedBy);
    const expected = eachWindow(comparison => {
      const released = rows.deployments.filter(({ finishedAt }) =>
        isWithin(comparison.span, finishedAt),
      );
      const sampleSize = deploymentCount(comparison);
      const numerator = released.filter(({ release }) =>
        reverting.includes(release),
      ).length;
      return sampleSize === 0
        ? NONE
        : known({ sampleSize, numerator, value: numerator / sampleSize });
    });
    expect(answersOf('dora.deployment-rework-rate')).toEqual(expected);
  });
});

it('docs/real-projects.md says so; else run this file with UPDATE_FIGURES=1', () => {
  const tables = renderComparison([...compared.values()]);
  if (process.env.UPDATE_FIGURES) writeFigures(tables);
  expect(readFigures()).toBe(tables);
});
