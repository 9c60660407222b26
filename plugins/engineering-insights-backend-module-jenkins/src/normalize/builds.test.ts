import type { JsonObject } from '@backstage/types';
import type { PipelineRunFact } from '@sei-platform/plugin-engineering-insights-common';
import { normalizeBuild } from './builds';

function normalize(build: JsonObject, rest: JsonObject = {}) {
  return normalizeBuild(
    {
      job: { fullName: 'pay' },
      build: {
        number: 7,
        timestamp: 1_000,
        duration: 500,
        actions: [],
        ...build,
      },
      ...rest,
    },
    { sharedLibraries: [] },
  );
}

function factOf(build: JsonObject, rest?: JsonObject): PipelineRunFact {
  const normalized = normalize(build, rest);
  if (normalized.result !== 'ok') throw new Error(normalized.reason);
  return normalized.facts[0] as PipelineRunFact;
}

it.each([
  ['SUCCESS', 'success'],
  ['UNSTABLE', 'failure'],
  ['FAILURE', 'failure'],
  ['ABORTED', 'cancelled'],
  ['NOT_BUILT', 'skipped'],
  ['SOMETHING_NEW', 'unknown'],
  ['constructor', 'unknown'],
])('a build that ended with %s has the outcome %s', (result, outcome) => {
  expect(factOf({ result })).toMatchObject({ outcome, sourceOutcome: result });
});

it.each([null, 'SUCCESS', 'FAILURE'])(
  'a build that runs has no outcome and no end, whatever its result so far: %s',
  result => {
    const fact = factOf({ building: true, duration: 0, result });
    expect(fact.outcome).toBe('unknown');
    expect(fact.finishedAt).toBeUndefined();
    expect(fact.startedAt).toBe('1970-01-01T00:00:01.000Z');
  },
);

it('a build without a duration has no known end', () => {
  const fact = factOf({ duration: undefined, result: 'SUCCESS' });
  expect(fact).toMatchObject({ outcome: 'success' });
  expect(fact.finishedAt).toBeUndefined();
});

it.each([
  ['SUCCESS', 'success'],
  ['UNSTABLE', 'failure'],
  ['FAILED', 'failure'],
  ['ABORTED', 'cancelled'],
  ['NOT_EXECUTED', 'skipped'],
  ['IN_PROGRESS', 'unknown'],
  [null, 'unknown'],
])('a stage that is %s has the outcome %s', (status, outcome) => {
  const stages = [
    { name: 'Deploy', status, startTimeMillis: 1_000, durationMillis: 250 },
  ];
  const [stage] = factOf({}, { stages }).stages!;
  expect(stage.outcome).toBe(outcome);
  expect(stage.startedAt === undefined).toBe(outcome === 'skipped');
});

it('test reports are added up, and none is not nothing', () => {
  expect(factOf({}).tests).toBeUndefined();
  const actions = [
    { totalCount: 10, failCount: 1, skipCount: 2 },
    { totalCount: 5, failCount: 0 },
  ];
  expect(factOf({ actions }).tests).toEqual({
    total: 15,
    failed: 1,
    skipped: 2,
  });
});

it.each<[string, JsonObject, string]>([
  ['a time that is a text', { timestamp: '2026' }, 'build.timestamp'],
  ['a time beyond all dates', { timestamp: 9e15 }, 'build.timestamp'],
  ['a negative duration', { duration: -1 }, 'build.duration'],
  ['a result that is no text', { result: 1 }, 'build.result'],
  ['no actions', { actions: null }, 'build.actions'],
  [
    'a count that is a text',
    { actions: [{ totalCount: '5' }] },
    'build.actions.0.totalCount',
  ],
])('%s is invalid, with its place', (_, build, place) => {
  expect(normalize(build)).toEqual({
    result: 'invalid',
    reason: expect.stringMatching(new RegExp(`^${place}: `)),
  });
});
