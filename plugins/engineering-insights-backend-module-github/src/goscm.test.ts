import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import type {
  CommitFact,
  Fact,
} from '@sei-platform/plugin-engineering-insights-common';
import { normalizeCommit } from './normalize/commits';
import { normalizeDeployment } from './normalize/deployments';
import { normalizePullRequest } from './normalize/pullRequests';
import { normalizeRelease } from './normalize/releases';
import { normalizeTag } from './normalize/tags';
import { githubWebhook } from './webhook';

// What another project's authors expect of the same payloads, not our own goldens.

interface Expected {
  Number?: number;
  Ref?: { Sha: string };
  Target?: string;
  After?: string;
  Commit?: { Committer: { Date: string } };
  Release?: {
    Title: string;
    Link: string;
    Tag: string;
    Prerelease: boolean;
    Published: string;
  };
  PullRequest?: {
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
  };
}

function readJson<T>(...path: string[]): T {
  return JSON.parse(
    readFileSync(join(__dirname, '__fixtures__', ...path), 'utf8'),
  ) as T;
}

const expectedOf = readJson<Record<string, Expected>>(
  'goscm',
  'expectedOfWebhooks.json',
);

function factOf(event: string, name: string): Fact {
  const delivery = readJson<{
    headers: Record<string, string>;
    body: JsonObject;
  }>(`webhook.${event}.goscm_${name}.json`);
  const [{ stream, item }] = githubWebhook('secret').toItems(delivery);
  const normalize = {
    'pull-requests': normalizePullRequest,
    deployments: normalizeDeployment,
    releases: normalizeRelease,
    tags: normalizeTag,
  }[stream];
  const result = normalize?.(item);
  if (result?.result !== 'ok')
    throw new Error(`${name}: ${JSON.stringify(result)}`);
  return result.facts[0];
}

describe('agrees with go-scm on', () => {
  it.each(['pr', 'pr_opened', 'pr_closed', 'pr_ready_for_review'])(
    'the pull request of %s',
    name => {
      const { PullRequest: expected } = expectedOf[name];
      if (!expected)
        throw new Error(`go-scm expects no pull request of ${name}`);
      const closed = expected.Merged ? 'merged' : 'closed';
      expect(factOf('pull_request', name)).toMatchObject({
        kind: 'pullRequest',
        number: expected.Number,
        title: expected.Title,
        headSha: expected.Sha,
        headBranch: expected.Source,
        baseBranch: expected.Target,
        url: expected.Link,
        isDraft: expected.Draft ?? false,
        state: expected.Closed || expected.Merged ? closed : 'open',
        author: { login: expected.Author.Login },
        createdAt: expected.Created,
      });
    },
  );

  it('the deployment', () => {
    const { Number: id, Ref, Target } = expectedOf.deployment;
    expect(factOf('deployment', 'deployment')).toMatchObject({
      kind: 'deployment',
      externalId: String(id),
      sha: Ref?.Sha,
      environment: Target,
    });
  });

  it.each(['release_published', 'release_prereleased'])(
    'the release of %s',
    name => {
      const { Release: expected } = expectedOf[name];
      expect(factOf('release', name)).toMatchObject({
        kind: 'release',
        externalId: expected?.Tag,
        name: expected?.Title,
        url: expected?.Link,
        isPrerelease: expected?.Prerelease,
        publishedAt: expected?.Published,
      });
    },
  );

  it('the pushed tag', () => {
    const { After, Commit } = expectedOf.push_tag;
    expect(factOf('push', 'push_tag')).toMatchObject({
      kind: 'release',
      externalId: 'v0.0.1',
      sha: After,
      publishedAt: Commit?.Committer.Date,
    });
  });

  it('the commits of a list', () => {
    const { commits } = readJson<{
      commits: {
        raw: JsonObject;
        expected: {
          Sha: string;
          Author: { Date: string; Login: string };
          Committer: { Date: string };
        };
      }[];
    }>('goscm', 'commits.json');
    expect(commits.length).toBeGreaterThan(0);
    for (const { raw, expected } of commits) {
      const result = normalizeCommit({ from: 'rest', commit: raw });
      const [fact] =
        result.result === 'ok' ? (result.facts as readonly CommitFact[]) : [];
      expect(fact).toMatchObject({
        externalId: expected.Sha,
        authoredAt: expected.Author.Date,
        committedAt: expected.Committer.Date,
        author: { login: expected.Author.Login },
      });
    }
  });
});
