import { changedScopes } from './changedScopes';
import { FakeJenkins } from './testUtils/FakeJenkins';

const SINCE = '2026-03-02T11:00:00Z';

let jenkins: FakeJenkins;
beforeEach(async () => {
  jenkins = await FakeJenkins.start();
});
afterEach(() => jenkins.stop());

async function changedOf(...externalIds: string[]): Promise<string[]> {
  const answer = await changedScopes(jenkins.client, {
    scopes: externalIds.map(externalId => ({ externalId })),
    since: SINCE,
    signal: new AbortController().signal,
  });
  expect(answer).toHaveLength(externalIds.length);
  return answer
    .filter(({ streams }) => streams.includes('builds'))
    .map(({ scope }) => scope.externalId);
}

it('asks once for all jobs of a folder, those of branches among them', async () => {
  jenkins.multibranch.add('shop/branches');
  jenkins.build('shop/quiet', { at: '2026-03-02T08:00:00Z', seconds: 60 });
  jenkins.build('shop/begun', { at: '2026-03-02T11:30:00Z', seconds: 60 });
  jenkins.build('shop/ended', { at: '2026-03-02T08:00:00Z', seconds: 14_000 });
  jenkins.build('shop/runs', { at: '2026-03-02T08:00:00Z' });
  jenkins.build('shop/branches/main', { at: SINCE, seconds: 60 });
  const scopes = ['quiet', 'begun', 'ended', 'runs', 'branches', 'gone'];
  const changed = await changedOf(...scopes.map(name => `shop/${name}`));
  expect(changed).toEqual(
    ['begun', 'ended', 'runs', 'branches', 'gone'].map(name => `shop/${name}`),
  );
  expect(jenkins.takeRequests()).toEqual(['/job/shop/api/json']);
});

it('takes clocks that differ by minutes into account', async () => {
  const at = '2026-03-02T10:55:00Z';
  for (const job of ['a', 'b', 'c']) jenkins.build(job, { at, seconds: 1 });
  await expect(changedOf('a', 'b', 'c')).resolves.toEqual(['a', 'b', 'c']);
});

it('asks nothing of a folder of which one or two jobs are read', async () => {
  await expect(changedOf('shop/a', 'shop/b')).resolves.toEqual([
    'shop/a',
    'shop/b',
  ]);
  expect(jenkins.takeRequests()).toEqual([]);
});

it('has the jobs of a folder read that the user may not see', async () => {
  await expect(changedOf('x/a', 'x/b', 'x/c')).resolves.toHaveLength(3);
});

it('does not look into deep folders that nobody reads', async () => {
  jenkins.build('other/deep/down/there/job', { at: SINCE, seconds: 1 });
  for (const job of ['a', 'b', 'c'])
    jenkins.build(job, { at: '2026-03-01T00:00:00Z', seconds: 1 });
  await expect(changedOf('a', 'b', 'c')).resolves.toEqual([]);
  expect(jenkins.takeRequests()).toEqual(['/api/json']);
});
