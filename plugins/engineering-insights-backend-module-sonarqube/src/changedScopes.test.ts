import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';
import { createChangedScopes } from './changedScopes';
import { FakeSonarqube } from './__testUtils__/FakeSonarqube';

const NOON = '2026-03-01T12:00:00.000Z';
const ALL = ['issues', 'hotspots', 'measures'];
const scopes = ['acme:a', 'acme:b', 'acme:c'].map(externalId => ({
  externalId,
}));
const stops: (() => Promise<void>)[] = [];
beforeEach(() => {
  // Shortly behind what is asked about, so that no project's turn of the day lies between.
  jest.useFakeTimers({
    now: Date.parse(NOON),
    doNotFake: [
      'nextTick',
      'setImmediate',
      'setTimeout',
      'clearTimeout',
      'queueMicrotask',
    ],
  });
});
afterEach(async () => {
  jest.useRealTimers();
  for (const stop of stops.splice(0)) await stop();
});

async function startWith(sonarqube: FakeSonarqube) {
  const { client, received, stop } = await sonarqube.start();
  stops.push(stop);
  const changedScopes = createChangedScopes(client);
  return {
    received,
    /** The streams that changed, by project. */
    async ask(since: string, asked: readonly ScopeRef[] = scopes) {
      const changed = await changedScopes({
        scopes: asked,
        since,
        signal: new AbortController().signal,
      });
      return Object.fromEntries(
        changed
          .filter(({ streams }) => streams.length > 0)
          .map(({ scope, streams }) => [scope.externalId, streams]),
      );
    },
  };
}

it('says in two questions which projects were analysed and of which an issue changed', async () => {
  const sonarqube = new FakeSonarqube();
  sonarqube.analyse('2026-02-01T08:00:00+0000', {}, 'acme:a');
  sonarqube.analyse('2026-03-01T11:57:00+0000', {}, 'acme:b');
  sonarqube.analyse('2026-03-01T11:58:00+0000', {}, 'elsewhere');
  sonarqube.addIssue('I1', '2026-03-01T11:58:00+0000', { project: 'acme:c' });
  sonarqube.addIssue('I2', '2026-02-01T08:00:00+0000', { project: 'acme:a' });
  const { ask, received } = await startWith(sonarqube);
  expect(await ask('2026-03-01T11:59:00.000Z')).toEqual({
    'acme:b': ALL,
    'acme:c': ['issues'],
  });
  expect(received).toHaveLength(2);
});

it('tells an analysis that was worked off long after it began, until it is surely found', async () => {
  const sonarqube = new FakeSonarqube();
  const { ask } = await startWith(sonarqube);
  expect(await ask('2026-03-01T11:50:00.000Z')).toEqual({});
  sonarqube.analyse('2026-03-01T09:00:00+0000', {}, 'acme:b');
  expect(await ask('2026-03-01T11:55:00.000Z')).toEqual({ 'acme:b': ALL });
  expect(await ask('2026-03-01T11:58:00.000Z')).toEqual({ 'acme:b': ALL });
  jest.setSystemTime(Date.parse('2026-03-01T12:10:00.000Z'));
  expect(await ask('2026-03-01T12:09:00.000Z')).toEqual({});
  // A stream that was not read for a while asks about the same again.
  expect((await ask('2026-03-01T11:40:00.000Z'))['acme:b']).toEqual(ALL);
});

it('tells an analysis to a stream that was read shortly before it was listed, however seldom is asked', async () => {
  const sonarqube = new FakeSonarqube();
  const { ask } = await startWith(sonarqube);
  sonarqube.analyse('2026-03-01T11:45:00+0000', {}, 'acme:b');
  expect(await ask('2026-03-01T11:00:00.000Z')).toEqual({ 'acme:b': ALL });
  jest.setSystemTime(Date.parse('2026-03-01T12:40:00.000Z'));
  expect((await ask('2026-03-01T11:40:00.000Z'))['acme:b']).toEqual(ALL);
  expect((await ask('2026-03-01T12:01:00.000Z'))['acme:b']).toBeUndefined();
});

it('takes every project for changed where the issues that changed are dearer to list', async () => {
  const sonarqube = new FakeSonarqube();
  for (let index = 0; index < 1600; index += 1)
    sonarqube.addIssue(`I${index}`, NOON, { project: 'elsewhere' });
  const { ask, received } = await startWith(sonarqube);
  expect(await ask('2026-03-01T11:59:00.000Z')).toEqual(
    Object.fromEntries(
      scopes.map(({ externalId }) => [externalId, ['issues']]),
    ),
  );
  expect(received).toHaveLength(4);
});

it('has the hotspots of each project read once a day, as nothing tells of their review', async () => {
  const { ask } = await startWith(new FakeSonarqube());
  const many = [...Array(200).keys()].map(index => ({
    externalId: `acme:${index}`,
  }));
  const turns = new Map<string, number>();
  const start = Date.parse('2026-03-01T00:00:00Z');
  for (let hour = 0; hour < 24; hour += 1) {
    jest.setSystemTime(start + (hour + 1) * 3_600_000);
    const changed = await ask(
      new Date(start + hour * 3_600_000).toISOString(),
      many,
    );
    for (const [project, streams] of Object.entries(changed)) {
      expect(streams).toEqual(['hotspots']);
      turns.set(project, (turns.get(project) ?? 0) + 1);
    }
  }
  expect(turns.size).toBe(200);
  expect(Math.max(...turns.values())).toBe(1);
});
