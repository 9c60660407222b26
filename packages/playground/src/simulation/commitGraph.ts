import { nameCommit, type CommitContent } from './commitObject';
import type { Commit } from './model';

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** The commits of one repository and their parents. */
export class CommitGraph {
  readonly commits: Commit[] = [];
  private readonly bySha = new Map<string, Commit>();

  add(
    content: Omit<CommitContent, 'parentTree'> & { pullRequest?: number },
  ): Commit {
    const parent =
      content.parents.length > 0 ? this.get(content.parents[0]) : undefined;
    const name = nameCommit({
      ...content,
      parentTree: parent?.tree ?? EMPTY_TREE,
    });
    const known = this.bySha.get(name.sha);
    if (known) return known;
    const commit: Commit = {
      ...content,
      ...name,
      index: this.commits.length,
      hasShipped: false,
    };
    this.commits.push(commit);
    this.bySha.set(commit.sha, commit);
    return commit;
  }

  get(sha: string): Commit {
    const commit = this.bySha.get(sha);
    if (!commit) throw new Error(`The graph has no commit ${sha}.`);
    return commit;
  }

  find(sha: string): Commit | undefined {
    return this.bySha.get(sha);
  }

  /** The revision itself and everything before it; stops at what `isKnown`. */
  ancestors(
    sha: string,
    isKnown: (commit: Commit) => boolean = () => false,
  ): Commit[] {
    const seen = new Uint8Array(this.commits.length);
    const found: Commit[] = [];
    const waiting = [this.get(sha)];
    for (let commit = waiting.pop(); commit; commit = waiting.pop()) {
      if (seen[commit.index] || isKnown(commit)) continue;
      seen[commit.index] = 1;
      found.push(commit);
      for (const parent of commit.parents) waiting.push(this.get(parent));
    }
    return found;
  }

  /** As `git log` lists them: the newest committer date first, never a parent before its child. */
  log(sha: string): Commit[] {
    // A child is always added after its parents, so the index breaks ties.
    return this.ancestors(sha).sort(
      (a, b) => b.committedAt - a.committedAt || b.index - a.index,
    );
  }
}
