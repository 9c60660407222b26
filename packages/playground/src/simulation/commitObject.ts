import { hash } from 'node:crypto';
import type { Account, FileChange } from './model';

export interface CommitContent {
  readonly parentTree: string;
  readonly parents: readonly string[];
  readonly author: Account;
  readonly committer: Account;
  readonly authoredAt: number;
  readonly committedAt: number;
  readonly message: string;
  readonly files: readonly FileChange[];
}

/** The tree and commit names that Git's own object format gives this content. */
export function nameCommit(content: CommitContent): {
  sha: string;
  tree: string;
} {
  const files = content.files
    .map(
      file => `${file.status} ${file.path} ${file.additions} ${file.deletions}`,
    )
    .join('\n');
  const tree = hash('sha1', `${content.parentTree}\n${files}`);
  const { author, committer } = content;
  const text = [
    `tree ${tree}`,
    ...content.parents.map(parent => `parent ${parent}`),
    `author ${author.name} <${author.email}> ${content.authoredAt} +0000`,
    `committer ${committer.name} <${committer.email}> ${content.committedAt} +0000`,
    '',
    `${content.message}\n`,
  ].join('\n');
  return {
    tree,
    sha: hash('sha1', `commit ${Buffer.byteLength(text)}\0${text}`),
  };
}
