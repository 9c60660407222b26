import type { JsonObject } from '@backstage/types';
import type { PipelineRunFact } from '@sei-platform/plugin-engineering-insights-common';
import builds from './__fixtures__/devlake/builds.json';
import expectedOfBuilds from './__fixtures__/devlake/expectedOfBuilds.json';
import expectedOfStages from './__fixtures__/devlake/expectedOfStages.json';
import expectedOfTasks from './__fixtures__/devlake/expectedOfTasks.json';
import stages from './__fixtures__/devlake/stages.json';
import { branchNameOf } from './normalize/chooseRevision';
import { normalizeBuild } from './normalize/builds';
import { projectBuild } from './projectBuild';
import { projectStage } from './readStages';

function factOf(item: JsonObject): PipelineRunFact {
  const normalized = normalizeBuild(item, { sharedLibraries: [] });
  if (normalized.result !== 'ok') throw new Error(normalized.reason);
  return normalized.facts[0] as PipelineRunFact;
}

function textOf(instant: string | null | undefined): string {
  return instant ?? '';
}

/** DevLake drops the milliseconds of the beginning, and so of what it adds to it. */
function isWithinASecond(instant: string, expected: string): boolean {
  const difference = Date.parse(instant) - Date.parse(expected);
  return difference >= 0 && difference < 1_000;
}

/** Whole seconds; NaN where there is no end. */
function secondsBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / 1_000);
}

describe('builds that DevLake recorded', () => {
  const facts = builds.map(({ build, ...job }) =>
    factOf({ job, build: projectBuild(build as JsonObject) }),
  );

  it('are all of those of its tables', () => {
    expect(facts.map(({ externalId }) => externalId).sort()).toEqual(
      expectedOfBuilds.map(({ name }) => name).sort(),
    );
  });

  it.each(expectedOfBuilds)(
    'are the pipelines of its tables: $name',
    expected => {
      const fact = facts.find(
        ({ externalId }) => externalId === expected.name,
      )!;
      const { created_date: createdAt, finished_date: finishedAt } = expected;
      const hasEnded = finishedAt !== '';
      expect({
        sha: fact.sha,
        branch: fact.sha && fact.branch,
        isAsOld: isWithinASecond(textOf(fact.startedAt), createdAt),
        seconds: secondsBetween(
          textOf(fact.startedAt),
          textOf(fact.finishedAt),
        ),
        result: hasEnded ? fact.sourceOutcome : '',
        isUnknown: fact.outcome === 'unknown',
      }).toEqual({
        sha: expected.commit_sha,
        branch: branchNameOf(expected.branch),
        isAsOld: true,
        seconds: secondsBetween(createdAt, finishedAt),
        result: expected.original_result,
        isUnknown: !hasEnded,
      });
    },
  );

  it('hold no name of a person once they are projected', () => {
    const recorded = JSON.stringify(builds);
    const projected = JSON.stringify(
      builds.map(({ build }) => projectBuild(build as JsonObject)),
    );
    expect(recorded).toContain('"userId":"someone"');
    expect(projected).not.toMatch(/someone/i);
  });
});

describe('stages that DevLake recorded', () => {
  const read = stages.map(({ build, stage }) => {
    const item = {
      job: { fullName: 'devlake' },
      build: {
        number: 1,
        timestamp: 0,
        duration: 1,
        result: 'SUCCESS',
        actions: [],
      },
      stages: [projectStage(stage as JsonObject)],
    };
    return { build, id: stage.id, stage, fact: factOf(item).stages![0] };
  });
  const find = (build: string, name: string, start: string) =>
    read.find(
      each =>
        each.build === build &&
        each.fact.name === name &&
        String(each.stage.startTimeMillis) === start,
    )!;

  it.each(expectedOfStages)(
    'begin and last as its tables say: $build_name, $name, $status',
    expected => {
      const { fact } = find(
        expected.build_name,
        expected.name,
        expected.start_time_millis,
      );
      const started = Date.parse(textOf(fact.startedAt));
      expect(String(started)).toBe(expected.start_time_millis);
      expect(String(Date.parse(textOf(fact.finishedAt)) - started)).toBe(
        expected.duration_millis,
      );
      // DevLake gives a stage the result of its build; this is the stage's own.
      const outcomes: Record<string, string> = {
        SUCCESS: 'success',
        FAILED: 'failure',
        UNSTABLE: 'failure',
        ABORTED: 'cancelled',
      };
      expect(fact.outcome).toBe(outcomes[expected.status] ?? 'unknown');
    },
  );

  it.each(expectedOfTasks)('end as its tasks do: $pipeline_id', expected => {
    const build = expected.pipeline_id.replace('jenkins:JenkinsBuild:1:', '');
    const { fact } = read.find(
      each => each.build === build && each.fact.name === expected.name,
    )!;
    expect(isWithinASecond(textOf(fact.startedAt), expected.started_date)).toBe(
      true,
    );
    expect(textOf(fact.finishedAt)).toBe(
      new Date(expected.finished_date).toISOString(),
    );
  });
});
