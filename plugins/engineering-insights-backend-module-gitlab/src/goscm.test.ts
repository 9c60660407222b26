import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import type { Fact } from '@sei-platform/plugin-engineering-insights-common';
import type { NormalizeResult } from '@sei-platform/plugin-engineering-insights-node';
import { accountOf } from './accountOf';
import { issueKeyOf } from './issueKeyOf';
import { normalizeCommit } from './normalize/commits';
import { normalizeIssue } from './normalize/issues';
import { normalizeMergeRequest } from './normalize/mergeRequests';
import { normalizePipeline } from './normalize/pipelines';
import { normalizeRelease } from './normalize/releases';
import { normalizeTag } from './normalize/tags';
import { gitlabWebhook } from './webhook';

// What another project's authors expect of the same payloads, not our own goldens.

interface Expected {
  Action?: string;
  After?: string;
  Ref?: string;
  PullRequest?: PullRequest;
  Execution?: { Number: number; status: string; Created: string; URL: string };
}
interface PullRequest {
  Number: number;
  Title: string;
  Sha: string;
  Source: string;
  Target: string;
  Link: string;
  Draft?: boolean;
  Closed: boolean;
  Merged: boolean;
  Author: { Login: string };
  Created: string;
  Updated?: string;
  Labels?: { name: string }[];
}
type Pair<T> = { raw: JsonObject[]; expected: T[] };

function readJson<T>(...path: string[]): T {
  return JSON.parse(
    readFileSync(join(__dirname, '__fixtures__', ...path), 'utf8'),
  ) as T;
}

const expectedOf = readJson<Record<string, Expected>>(
  'goscm',
  'expectedOfWebhooks.json',
);
const rest = readJson<{
  merges: Pair<PullRequest>;
  commits: Pair<{
    Sha: string;
    Author: { Date: string; Name: string; Email: string };
    Committer: { Date: string };
  }>;
  releases: Pair<{ Tag: string; Title: string; Commitish: string }>;
  tags: Pair<{ Name: string; Sha: string }>;
  issues: Pair<{
    Number: number;
    Title: string;
    Link: string;
    Closed: boolean;
    Created: string;
  }>;
}>('goscm', 'rest.json');

function firstFact(result: NormalizeResult | undefined): Fact {
  if (result?.result !== 'ok') throw new Error(JSON.stringify(result));
  return result.facts[0];
}

function factOf(kind: string, name: string): Fact {
  const delivery = readJson<{
    headers: Record<string, string>;
    body: JsonObject;
  }>(`webhook.${kind}.goscm_${name}.json`);
  const [item] = gitlabWebhook({ webhookSecret: 'x' }).toItems(delivery);
  const normalize = {
    'merge-requests': normalizeMergeRequest,
    pipelines: normalizePipeline,
    tags: normalizeTag,
  }[item.stream];
  return firstFact(normalize?.(item.item));
}

function sameInstant(text: string) {
  return new Date(text).toISOString();
}

function pullRequestOf(expected: PullRequest) {
  const closed = expected.Merged ? 'merged' : 'closed';
  return {
    kind: 'pullRequest',
    number: expected.Number,
    title: expected.Title,
    headSha: expected.Sha,
    headBranch: expected.Source,
    baseBranch: expected.Target,
    url: expected.Link,
    isDraft: expected.Draft ?? false,
    state: expected.Closed || expected.Merged ? closed : 'open',
  };
}

describe('agrees with go-scm on', () => {
  it.each([
    'pull_request_create',
    'pull_request_close',
    'pull_request_merge',
    'pull_request_reopen',
    'pull_request_review_ready',
    'merge_request_subgroup',
  ])('the merge request of %s', name => {
    const { PullRequest: expected } = expectedOf[name];
    if (!expected) throw new Error(`go-scm expects no pull request of ${name}`);
    expect(factOf('merge_request', name)).toMatchObject(
      pullRequestOf(expected),
    );
  });

  it('the author of an opened merge request', () => {
    expect(factOf('merge_request', 'pull_request_create')).toMatchObject({
      author: {
        login: expectedOf.pull_request_create.PullRequest?.Author.Login,
      },
    });
  });

  it.each(['pipeline_hook', 'pipeline_subgroup'])(
    'the pipeline of %s',
    name => {
      const { Execution: expected } = expectedOf[name];
      if (!expected) throw new Error(`go-scm expects no pipeline of ${name}`);
      expect(factOf('pipeline', name)).toMatchObject({
        kind: 'pipelineRun',
        externalId: String(expected.Number),
        sourceOutcome: expected.status,
        url: expected.URL,
        queuedAt: sameInstant(expected.Created),
      });
    },
  );

  it('the pushed tag', () => {
    const { After, Ref } = expectedOf.tag_create;
    expect(factOf('tag_push', 'tag_create')).toMatchObject({
      kind: 'release',
      externalId: Ref?.replace('refs/tags/', ''),
      sha: After,
    });
  });

  it('the merge requests of a list', () => {
    const { raw, expected } = rest.merges;
    expect(raw.length).toBeGreaterThan(0);
    for (const [index, value] of raw.entries()) {
      const mergeRequest = {
        ...value,
        author: accountOf(value.author),
        merge_user: null,
      };
      expect(
        firstFact(normalizeMergeRequest({ from: 'webhook', mergeRequest })),
      ).toMatchObject({
        ...pullRequestOf(expected[index]),
        createdAt: sameInstant(expected[index].Created),
        author: { login: expected[index].Author.Login },
        labels: expected[index].Labels?.map(({ name }) => name) ?? [],
      });
    }
  });

  it('the commits of a list', () => {
    const { raw, expected } = rest.commits;
    expect(raw.length).toBeGreaterThan(0);
    for (const [index, commit] of raw.entries()) {
      const { Sha, Author, Committer } = expected[index];
      expect(
        firstFact(normalizeCommit({ from: 'rest', commit })),
      ).toMatchObject({
        externalId: Sha,
        authoredAt: Author.Date,
        committedAt: Committer.Date,
        author: { name: Author.Name, email: Author.Email },
      });
    }
  });

  it('the releases of a list', () => {
    const { raw, expected } = rest.releases;
    expect(raw.length).toBeGreaterThan(0);
    for (const [index, release] of raw.entries()) {
      const { Tag, Title, Commitish } = expected[index];
      expect(
        firstFact(normalizeRelease({ from: 'rest', release })),
      ).toMatchObject({ externalId: Tag, name: Title, sha: Commitish });
    }
  });

  it('the tags of a list', () => {
    const { raw, expected } = rest.tags;
    expect(raw.length).toBeGreaterThan(0);
    for (const [index, tag] of raw.entries()) {
      const { Name, Sha } = expected[index];
      expect(firstFact(normalizeTag({ from: 'rest', tag }))).toMatchObject({
        externalId: Name,
        sha: Sha,
      });
    }
  });

  it('the issues of a list', () => {
    const { raw, expected } = rest.issues;
    expect(raw.length).toBeGreaterThan(0);
    for (const [index, value] of raw.entries()) {
      const { Number: number, Title, Link, Closed, Created } = expected[index];
      const issue = { ...value, key: issueKeyOf(value), assignee: null };
      expect(firstFact(normalizeIssue({ from: 'rest', issue }))).toMatchObject({
        externalId: `example/example#${number}`,
        title: Title,
        url: Link,
        statusCategory: Closed ? 'done' : 'todo',
        createdAt: sameInstant(Created),
      });
    }
  });
});
