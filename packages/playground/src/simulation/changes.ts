import type { Account, Commit, FileChange } from './model';
import type { Random } from './random';
import type { RepositorySimulation } from './repositorySimulation';
import { nameFile } from './words';

/** The folders of one part of the repository: a component of a monorepo, else all of it. */
export function partsOf(simulation: RepositorySimulation): readonly string[] {
  const parts = simulation.profile.components.flatMap(
    component => component.path ?? [],
  );
  return parts.length > 0 ? parts : [''];
}

/** Files that one commit touches, most often in one part of the repository. */
export function touchFiles(options: {
  simulation: RepositorySimulation;
  random: Random;
  parts: readonly string[];
  lines: number;
}): FileChange[] {
  const { simulation, random, parts } = options;
  const { folders, extension } = simulation.profile;
  const total = Math.max(1, Math.round(random.around(options.lines, 0.9)));
  const count = Math.min(
    12,
    Math.max(1, Math.round(random.around(Math.sqrt(total) / 3, 0.4))),
  );
  const files = new Map<string, FileChange>();
  for (let i = 0; i < count; i++) {
    const part = random.pick(parts);
    const path = [
      part,
      random.pick(folders),
      `${nameFile(random)}.${extension}`,
    ]
      .filter(Boolean)
      .join('/');
    const additions = Math.round((total / count) * (0.4 + 0.6 * random.next()));
    const deletions = Math.round((total / count) * 0.6 * random.next());
    const isNew = random.chance(0.1);
    files.set(path, {
      path,
      additions: Math.max(additions, 1),
      deletions: isNew ? 0 : deletions,
      status: isNew ? 'added' : 'modified',
    });
  }
  return [...files.values()];
}

/** What several commits change together. */
export function mergeFiles(commits: readonly Commit[]): FileChange[] {
  const files = new Map<string, FileChange>();
  for (const commit of commits) {
    if (commit.parents.length > 1) continue;
    for (const file of commit.files) {
      const known = files.get(file.path);
      files.set(file.path, {
        path: file.path,
        status: known?.status ?? file.status,
        additions: file.additions + (known?.additions ?? 0),
        deletions: file.deletions + (known?.deletions ?? 0),
      });
    }
  }
  return [...files.values()];
}

export function sizeOf(files: readonly FileChange[]): number {
  return files.reduce((sum, file) => sum + file.additions + file.deletions, 0);
}

/** A commit as its author makes it on a machine of their own. */
export function commitLocally(
  simulation: RepositorySimulation,
  options: {
    author: Account;
    authoredAt: number;
    parents: readonly string[];
    message: string;
    files: readonly FileChange[];
    pullRequest?: number;
  },
): Commit {
  return simulation.graph.add({
    ...options,
    committer: options.author,
    committedAt: options.authoredAt,
  });
}
