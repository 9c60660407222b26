import type { JsonValue } from '@backstage/types';
import type {
  CommitFact,
  Identity,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';

/** What the letters of `git log --name-status` mean, in the words of the other sources. */
const STATUSES: Readonly<Record<string, string>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  T: 'modified',
};

const itemSchema = z.object({
  isOnDefaultBranch: z.boolean().optional(),
  commit: z.object({
    sha: z.string(),
    parents: z.array(z.string()),
    author: z.object({
      name: z.string().optional(),
      email: z.string().optional(),
      date: z.iso.datetime(),
      actor: z.literal('bot').optional(),
    }),
    committer: z.object({ date: z.iso.datetime() }),
    title: z.string(),
  }),
  files: z.array(z.object({ path: z.string(), status: z.string() })).optional(),
});

export function normalizeCommit(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ commit, files, isOnDefaultBranch }) => {
    const fact: CommitFact = {
      kind: 'commit',
      externalId: commit.sha,
      parents: commit.parents,
      authoredAt: commit.author.date,
      committedAt: commit.committer.date,
      author: identityOf(commit.author),
      title: commit.title,
      files: files?.map(({ path, status }) => ({
        path,
        status: STATUSES[status] ?? status,
      })),
      isOnDefaultBranch,
    };
    return { result: 'ok', facts: [fact] };
  });
}

/** Git knows a name and an address, and nobody checked them. */
function identityOf(author: {
  name?: string;
  email?: string;
  actor?: 'bot';
}): Identity | undefined {
  const { name, email, actor } = author;
  if (!name && !email && !actor) return undefined;
  return {
    source: 'git',
    ...(name && { name }),
    ...(email && { email }),
    actor: actor ?? 'unknown',
    ...(actor && { actorEvidence: 'name or address holds [bot]' }),
  };
}
