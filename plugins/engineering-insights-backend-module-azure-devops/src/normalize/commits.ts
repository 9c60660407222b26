import type { JsonValue } from '@backstage/types';
import type { CommitFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { gitIdentityOf } from './identity';
import { instant } from './instant';

const itemSchema = z.object({
  isOnDefaultBranch: z.boolean().optional(),
  commit: z.object({
    commitId: z.string(),
    parents: z.array(z.string()),
    title: z.string(),
    remoteUrl: z.string().optional(),
    author: z.object({
      name: z.string().nullish(),
      email: z.string().nullish(),
      date: instant,
    }),
    committer: z.object({ date: instant }),
  }),
  files: z
    .array(z.object({ path: z.string(), changeType: z.string().optional() }))
    .optional(),
});

export function normalizeCommit(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ commit, files, isOnDefaultBranch }) => {
    const fact: CommitFact = {
      kind: 'commit',
      externalId: commit.commitId,
      url: commit.remoteUrl,
      parents: commit.parents,
      authoredAt: commit.author.date,
      committedAt: commit.committer.date,
      author: gitIdentityOf(commit.author),
      title: commit.title,
      // Azure DevOps counts files, and no lines.
      files: files?.map(({ path, changeType }) => ({
        path: path.replace(/^\//, ''),
        status: changeType,
      })),
      isOnDefaultBranch,
    };
    return { result: 'ok', facts: [fact] };
  });
}
