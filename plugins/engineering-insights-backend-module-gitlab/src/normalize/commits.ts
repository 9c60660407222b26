import type { JsonValue } from '@backstage/types';
import type { CommitFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { gitAuthorSchema, gitIdentityOf } from './identity';

const fileSchema = z.object({
  new_path: z.string(),
  new_file: z.boolean(),
  deleted_file: z.boolean(),
  renamed_file: z.boolean(),
  additions: z.number().optional(),
  deletions: z.number().optional(),
});

const itemSchema = z.object({
  from: z.literal('rest'),
  isOnDefaultBranch: z.boolean().optional(),
  commit: gitAuthorSchema.extend({
    id: z.string(),
    title: z.string(),
    parent_ids: z.array(z.string()),
    authored_date: z.string(),
    committed_date: z.string(),
    web_url: z.string().optional(),
    stats: z
      .object({ additions: z.number(), deletions: z.number() })
      .optional(),
  }),
  files: z.array(fileSchema).optional(),
});

export function normalizeCommit(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ commit, files, isOnDefaultBranch }) => {
    const fact: CommitFact = {
      kind: 'commit',
      externalId: commit.id,
      url: commit.web_url,
      parents: commit.parent_ids,
      authoredAt: commit.authored_date,
      committedAt: commit.committed_date,
      author: gitIdentityOf(commit),
      title: commit.title,
      additions: commit.stats?.additions,
      deletions: commit.stats?.deletions,
      files: files?.map(file => ({
        path: file.new_path,
        status: statusOf(file),
        additions: file.additions,
        deletions: file.deletions,
      })),
      isOnDefaultBranch,
    };
    return { result: 'ok', facts: [fact] };
  });
}

function statusOf(file: z.infer<typeof fileSchema>): string {
  if (file.new_file) return 'added';
  if (file.deleted_file) return 'removed';
  return file.renamed_file ? 'renamed' : 'modified';
}
