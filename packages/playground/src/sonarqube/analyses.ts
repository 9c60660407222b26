import { createRandom } from '../simulation/random';
import type { RepositorySimulation } from '../simulation/repositorySimulation';
import { MINUTE } from '../simulation/time';
import { pushesOf, type Push } from './pushes';

/** A run of the scanner over the main branch. */
export interface Analysis {
  readonly push: Push;
  /** When the scanner began: the time that all its findings have. */
  readonly at: number;
  /** When the server had worked off what the scanner sent. */
  readonly endedAt: number;
  /** Files of the language that the push touched. */
  readonly paths: readonly string[];
  /** Lines of the language that the push added, and that it removed. */
  readonly additions: number;
  readonly deletions: number;
}

/** The analyses of a repository, the oldest first: one of each push, one after the other. */
export function analysesOf(repository: RepositorySimulation): Analysis[] {
  const suffix = `.${repository.profile.extension}`;
  let freeAt = 0;
  return pushesOf(repository).map(push => {
    const random = createRandom('sonarqube analysis', push.sha);
    const begun = push.at + Math.round(random.around(4 * MINUTE, 0.4));
    const at = Math.max(begun, freeAt);
    const endedAt = at + Math.round(random.around(3 * MINUTE, 0.5)) + 1;
    freeAt = endedAt;
    const files = push.commits
      .flatMap(commit => commit.files)
      .filter(({ path }) => path.endsWith(suffix));
    const sumOf = (lines: 'additions' | 'deletions') =>
      files.reduce((sum, file) => sum + file[lines], 0);
    return {
      push,
      at,
      endedAt,
      paths: [...new Set(files.map(({ path }) => path))].sort(),
      additions: sumOf('additions'),
      deletions: sumOf('deletions'),
    };
  });
}
