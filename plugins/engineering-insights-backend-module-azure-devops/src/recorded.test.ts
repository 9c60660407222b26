import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  devlakeBuild,
  devlakeJob,
  farosBuilds,
  farosPullRequests,
  recorded,
} from './__testUtils__/recorded';
import { normalizeBuild } from './normalize/builds';
import { normalizeCommit } from './normalize/commits';
import { normalizePullRequest } from './normalize/pullRequests';
import { normalizeTag } from './normalize/tags';
import { projectBuild, projectRecord } from './streams/builds';
import { projectCommit } from './streams/commitPages';
import { projectIterations } from './streams/iterations';
import { projectThreads } from './streams/projectThreads';
import { projectPullRequest } from './streams/pullRequests';
import {
  artifactOf,
  projectArtifact,
  projectDeployment,
} from './streams/releaseDeployments';
import { projectUpdates, projectWorkItem } from './streams/workItemDetails';
import { azureDevopsWebhook } from './webhook';

// What the authors of other readers of Azure DevOps expect of the same answers.

const baseUrl = 'https://dev.azure.com/johndoe';

function factOf(result: any): any {
  expect(result).toMatchObject({ result: 'ok' });
  return result.facts[0];
}

function pullRequestFact(raw: object, commits: object[] = []) {
  return factOf(
    normalizePullRequest(
      {
        from: 'rest',
        pullRequest: projectPullRequest(raw),
        events: [],
        commits: commits as [],
        workItemIds: [],
      },
      { baseUrl },
    ),
  );
}

const isSameInstant = (left: string, right: string) =>
  Date.parse(left) === Date.parse(right);

describe("DevLake's tests", () => {
  it('expect the same of a pull request', () => {
    const { raw, expected } = recorded('devlake_pull_request');
    for (const [index, row] of expected.entries()) {
      const fact = pullRequestFact(raw[index]);
      expect({
        status: fact.state.toUpperCase(),
        title: fact.title,
        key: String(fact.number),
        head: fact.headSha,
        headRef: `refs/heads/${fact.headBranch}`,
        baseRef: `refs/heads/${fact.baseBranch}`,
        isDraft: fact.isDraft ? '1' : '0',
        merged: fact.mergedAt ?? '',
      }).toEqual({
        status: row.status,
        title: row.title,
        key: row.pull_request_key,
        head: row.head_commit_sha,
        headRef: row.head_ref,
        baseRef: row.base_ref,
        isDraft: row.is_draft,
        merged: row.merged_date,
      });
      expect(isSameInstant(fact.createdAt, row.created_date)).toBe(true);
    }
  });

  const vectors = recorded('devlake_vectors');

  it('expect the same of a pull request of the older version, and of its commit', () => {
    const { raw, expected } = vectors.find(
      ({ stream }: any) => stream === 'gitpullrequests',
    );
    const { raw: commit, expected: expectedCommit } = vectors.find(
      ({ stream }: any) => stream === 'gitpullrequestcommits',
    );
    const fact = pullRequestFact(raw, [commit]);
    expect(fact).toMatchObject({
      state: expected.status.toLowerCase(),
      title: expected.title,
      number: expected.pull_request_key,
      headSha: expected.head_commit_sha,
      labels: [expected.type],
      commits: [{ sha: expectedCommit.commit_sha }],
    });
    expect(
      isSameInstant(
        fact.commits[0].authoredAt,
        expectedCommit.commit_authored_date,
      ),
    ).toBe(true);
  });

  it('expect the same of a build and of its job', () => {
    const { raw, expected } = devlakeBuild();
    const [pipeline, commit] = expected;
    const job = devlakeJob();
    const fact = factOf(
      normalizeBuild({
        build: projectBuild(raw),
        timeline: projectRecord(job.raw),
      }),
    );
    expect(`devops.CICDResult.${fact.outcome.toUpperCase()}`).toBe(
      pipeline.result,
    );
    expect(fact).toMatchObject({
      pipeline: pipeline.name,
      sha: commit.commit_sha,
      branch: commit.branch.replace('refs/heads/', ''),
      stages: [{ name: job.expected.name, outcome: 'success' }],
    });
    for (const [ours, theirs] of [
      [fact.queuedAt, pipeline.queued_date],
      [fact.startedAt, pipeline.started_date],
      [fact.finishedAt, pipeline.finished_date],
      [fact.stages[0].startedAt, job.expected.started_date],
      [fact.stages[0].finishedAt, job.expected.finished_date],
    ]) {
      expect(isSameInstant(ours, theirs)).toBe(true);
    }
  });
});

describe("go-scm's tests", () => {
  const rest = recorded('goscm_rest');

  it('expect the same of a pull request', () => {
    const { raw, expected } = rest.pr;
    const fact = pullRequestFact(raw);
    expect({
      Number: fact.number,
      Title: fact.title,
      Sha: fact.headSha,
      Source: fact.headBranch,
      Target: fact.baseBranch,
      Draft: fact.isDraft,
      Closed: fact.state !== 'open',
      Merged: fact.state === 'merged',
    }).toEqual({
      Number: expected.Number,
      Title: expected.Title,
      Sha: expected.Sha,
      Source: expected.Source,
      Target: expected.Target,
      Draft: expected.Draft,
      Closed: expected.Closed,
      Merged: expected.Merged,
    });
    expect(isSameInstant(fact.createdAt, expected.Created)).toBe(true);
  });

  it('expect the same of a commit', () => {
    const { raw, expected } = rest.commit;
    const fact = factOf(normalizeCommit({ commit: projectCommit(raw) }));
    expect(fact).toMatchObject({
      externalId: expected.Sha,
      title: expected.Message,
      author: { name: expected.Author.Name, email: expected.Author.Email },
    });
    expect(isSameInstant(fact.authoredAt, expected.Author.Date)).toBe(true);
    expect(isSameInstant(fact.committedAt, expected.Committer.Date)).toBe(true);
  });

  it('expect the same of tags', () => {
    const { raw, expected } = rest.tags;
    raw.value.forEach((ref: any, index: number) => {
      const tag = {
        name: ref.name.replace('refs/tags/', ''),
        sha: ref.objectId,
        at: '2026-01-01T00:00:00Z',
      };
      const item = { project: 'a', repository: 'b', tag };
      expect(factOf(normalizeTag(item, { baseUrl }))).toMatchObject({
        externalId: expected[index].Name,
        sha: expected[index].Sha,
      });
    });
  });

  it.each(['pr_created', 'pr_updated', 'pr_merged'])(
    'expect the same of the event %s',
    name => {
      const { raw, expected } = recorded('goscm_webhooks')[name];
      const [{ item }] = azureDevopsWebhook('x').toItems({
        headers: {},
        body: raw,
      });
      const fact = factOf(normalizePullRequest(item, { baseUrl }));
      // It takes a completed pull request for merged by the name of the event alone.
      expect(fact.state).toBe(
        raw.resource.status === 'active' ? 'open' : 'merged',
      );
      expect(fact).toMatchObject({
        number: expected.PullRequest.Number,
        title: expected.PullRequest.Title,
        headSha: expected.PullRequest.Sha,
        headBranch: expected.PullRequest.Source,
        baseBranch: expected.PullRequest.Target,
      });
    },
  );
});

describe('what is stored', () => {
  const stored = (name: string): any =>
    JSON.parse(
      readFileSync(join(__dirname, '__fixtures__', `${name}.json`), 'utf8'),
    );

  it('of recorded pull requests and their threads is what the payloads here hold', () => {
    for (const raw of farosPullRequests()) {
      const item = stored(`pull-requests.faros_${raw.status}`);
      expect(projectPullRequest(raw)).toEqual(item.pullRequest);
      expect(projectThreads(raw.threads, raw)).toEqual(item.events);
    }
    const { value } = recorded('official_threads');
    const { events } = stored('pull-requests.reviewed');
    const told = projectThreads(value, {});
    expect(told.length).toBeGreaterThan(0);
    expect(events).toEqual(expect.arrayContaining(told));
  });

  it('of recorded builds is what the payloads here hold', () => {
    const item = stored('builds.faros_failed');
    const raw = farosBuilds().find(({ id }) => id === item.build.id);
    expect(projectBuild(raw)).toEqual(item.build);
  });

  it('of recorded deployments is what the payloads here hold', () => {
    const { value } = recorded('official_deployments');
    for (const name of ['succeeded_approved', 'notdeployed_phasefailed']) {
      const item = stored(`release-deployments.official_${name}`);
      const raw = value.find(({ id }: any) => id === item.deployment.id);
      const artifact = artifactOf(raw.release.artifacts);
      expect(projectDeployment(raw)).toEqual(item.deployment);
      expect(artifact && projectArtifact(artifact)).toEqual(item.artifact);
    }
  });

  it('of recorded work items, their changes and iterations is what the payloads here hold', () => {
    const faros = recorded('faros_work_items');
    for (const raw of faros.workitems.value) {
      expect(projectWorkItem(raw)).toEqual(
        stored(`work-items.faros_${raw.id}`).workItem,
      );
    }
    expect(projectUpdates(faros.workitem_updates.value)).toEqual(
      stored('work-items.faros_updates').updates,
    );
    expect(projectUpdates(recorded('official_updates').value)).toEqual(
      stored('work-items.official_updates').updates,
    );
    expect(projectIterations(faros.iterations_root, 'fabrikam')).toEqual([
      stored('iterations.faros_1'),
    ]);
    // Without dates an iteration holds others, and is no sprint.
    const iterations = projectIterations(recorded('official_iterations'), 'x');
    expect(iterations).not.toEqual([]);
    expect(JSON.stringify(iterations)).not.toContain('Release');
  });
});
