import jobs from './__fixtures__/devlake/jobs.json';
import job from './__fixtures__/faros/job.json';
import { createJenkinsClient } from './client';
import { listJobs } from './listJobs';
import { buildsStream } from './streams/builds';
import { readAll } from './testUtils/readAll';
import { sendJson, startJenkinsServer } from './testUtils/startJenkinsServer';

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map(stop => stop()));
});

async function clientOf(answer: object) {
  const { baseUrl, stop } = await startJenkinsServer((_, response) =>
    sendJson(response, answer),
  );
  stops.push(stop);
  return createJenkinsClient({ baseUrl, username: 'reader', token: 'x' });
}

it('finds the branches of a multibranch project that DevLake recorded', async () => {
  const client = await clientOf({
    _class:
      'org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject',
    jobs,
  });
  const found = await listJobs(client, {
    fullName: 'github_org/devlake-jenkins',
    fields: 'lastBuild[number]',
    signal: new AbortController().signal,
  });
  expect(found.map(({ fullName, branch }) => [fullName, branch])).toEqual(
    ['PR-2', 'feature-1', 'feature-2', 'main'].map(name => [
      `github_org/devlake-jenkins/${name}`,
      name,
    ]),
  );
  expect(found.map(({ fullName }) => fullName).sort()).toEqual(
    jobs.map(({ fullName }) => fullName).sort(),
  );
});

it('reads every build of the job that Faros recorded, and says that each has no time', async () => {
  const { lastCompletedBuild, ...rest } = job;
  const client = await clientOf({
    ...rest,
    lastBuild: { ...lastCompletedBuild, timestamp: Date.now() },
  });
  const stream = buildsStream(client, { sharedLibraries: [] });
  const { read, pages } = await readAll(stream, {
    scope: job.fullName,
    direction: 'live',
    since: '2026-01-01T00:00:00Z',
    until: '2026-01-02T00:00:00Z',
  });
  expect(read).toEqual([1, 2, 3].map(number => `${job.fullName}#${number}`));
  const results = pages.flatMap(({ items }) =>
    items.map(item => stream.normalize(item)),
  );
  expect(results).toEqual(
    read.map(() => ({
      result: 'invalid',
      reason: expect.stringMatching(/^build\.timestamp: /),
    })),
  );
});
