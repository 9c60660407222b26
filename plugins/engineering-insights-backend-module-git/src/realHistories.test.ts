import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CommitFact,
  Fact,
  ReleaseFact,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  createTestConnector,
  readAll,
} from './__testUtils__/createTestConnector';
import { readHistory, replayHistory } from './__testUtils__/replayHistory';
import { createTestDirectory } from './__testUtils__/TestRepository';

// Thousands of commits are made and read.
jest.setTimeout(120_000);

const directory = createTestDirectory();
afterAll(() => directory.remove());

describe.each([
  ['github-api', 4_485, 158],
  ['java-slack-sdk', 2_927, 233],
])('the history of %s', (project, commitCount, tagCount) => {
  const history = readHistory(project);
  const folder = join(directory.path, project);
  let names: Map<string, string>;
  let commits: CommitFact[];
  let releases: ReleaseFact[];

  beforeAll(async () => {
    const repository = join(folder, 'repository.git');
    mkdirSync(repository, { recursive: true });
    names = replayHistory(history, repository);
    const connector = await createTestConnector({ directory: folder });
    const factsOf = async (name: string): Promise<Fact[]> => {
      const { items } = await readAll(connector, name, {
        scope: { externalId: repository },
        direction: 'history',
      });
      const stream = connector.streams.find(each => each.name === name)!;
      return items.map(item => {
        const result = stream.normalize(item);
        if (result.result !== 'ok') throw new Error(result.reason);
        return result.facts[0];
      });
    };
    commits = (await factsOf('commits')) as CommitFact[];
    releases = (await factsOf('tags')) as ReleaseFact[];
  });

  const at = (instant: string) => new Date(instant).toISOString();

  it('is read commit by commit: parents in their order, both times, author and title', () => {
    const expected = history.commits.map(commit => ({
      externalId: names.get(commit.sha),
      parents: commit.parents.map(parent => names.get(parent)),
      authoredAt: at(commit.authoredAt),
      committedAt: at(commit.committedAt),
      author: {
        source: 'git',
        name: `Person ${commit.authorKey}`,
        email: `${commit.authorKey}@example.org`,
        actor: 'unknown',
      },
      title: commit.title,
      isOnDefaultBranch: true,
    }));
    expect(expected).toHaveLength(commitCount);
    const byId = (
      left: { externalId?: string },
      right: { externalId?: string },
    ) => (left.externalId! < right.externalId! ? -1 : 1);
    expect(
      commits.map(({ kind: _kind, files: _files, ...fact }) => fact).sort(byId),
    ).toEqual(expected.sort(byId));
  });

  it('is read tag by tag: the commit that each leads to, and when it was made', () => {
    const toRow = (tag: string, sha: string | null | undefined, time: string) =>
      `${tag} ${sha} ${at(time)}`;
    const expected = history.tags.map(({ tag, sha, taggedAt }) =>
      toRow(tag, names.get(sha), taggedAt),
    );
    expect(history.tags).toHaveLength(tagCount);
    expect(
      releases
        .map(({ externalId, sha, publishedAt }) =>
          toRow(externalId, sha, publishedAt),
        )
        .sort(),
    ).toEqual(expected.sort());
  });

  it('tells what each release carried first, and how old that was', () => {
    // By the file alone: from a commit's writing to the first release that reaches it.
    const facts = {
      commits: new Map(commits.map(fact => [fact.externalId, fact])),
      releases: releases.map(({ sha, publishedAt }) => ({
        sha: sha!,
        at: publishedAt,
      })),
    };
    const file = {
      commits: new Map(history.commits.map(commit => [commit.sha, commit])),
      releases: history.tags.map(({ sha, taggedAt }) => ({
        sha,
        at: taggedAt,
      })),
    };
    const expected = leadTimesOf(file);
    expect(expected.size).toBeGreaterThan(commitCount / 2);
    expect(leadTimesOf(facts)).toEqual(
      new Map([...expected].map(([sha, seconds]) => [names.get(sha), seconds])),
    );
  });
});

function leadTimesOf(options: {
  commits: ReadonlyMap<
    string,
    { parents: readonly string[]; authoredAt: string }
  >;
  releases: readonly { sha: string; at: string }[];
}): Map<string, number> {
  const { commits, releases } = options;
  const found = new Map<string, number>();
  const inOrder = [...releases].sort(
    (left, right) => Date.parse(left.at) - Date.parse(right.at),
  );
  for (const { sha, at } of inOrder) {
    const waiting = [sha];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (found.has(next)) continue;
      const { parents, authoredAt } = commits.get(next)!;
      found.set(next, (Date.parse(at) - Date.parse(authoredAt)) / 1_000);
      waiting.push(...parents);
    }
  }
  return found;
}
