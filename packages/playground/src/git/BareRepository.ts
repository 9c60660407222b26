import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RepositorySimulation } from '../simulation/repositorySimulation';
import { markOf, renderFastImport } from './renderFastImport';

/** A simulated repository as a real one of this machine. What git calls its commits is git's own doing. */
export class BareRepository {
  readonly #path: string;
  readonly #marks: Set<number>;
  readonly #tags = new Set<string>();
  #revision = -1;
  #work: Promise<void> = Promise.resolve();

  private constructor(path: string, marks: Set<number>) {
    this.#path = path;
    this.#marks = marks;
  }

  /** Goes on with what is there from an earlier start. */
  static async open(path: string): Promise<BareRepository> {
    await mkdir(path, { recursive: true });
    const branch = ['-c', 'init.defaultBranch=main'];
    await runGit(path, [...branch, 'init', '--quiet', '--bare', '.']);
    const text = await readFile(join(path, 'marks'), 'utf8').catch(() => '');
    const marks = [...text.matchAll(/^:(\d+)/gm)].map(([, mark]) =>
      Number(mark),
    );
    return new BareRepository(path, new Set(marks));
  }

  /** Adds what happened since. */
  update(simulation: RepositorySimulation): Promise<void> {
    const next = this.#work.then(() => this.#update(simulation));
    // Whoever asks after a failure tries again.
    this.#work = next.catch(() => undefined);
    return next;
  }

  async #update(simulation: RepositorySimulation): Promise<void> {
    const { graph, head, profile, releases, revision } = simulation;
    if (this.#revision === revision) return;
    const positionOf = (sha: string) => markOf(graph.get(sha));
    const heads = [head, ...releases.map(({ sha }) => sha)];
    const commits = new Set(
      heads.flatMap(sha =>
        graph.ancestors(sha, commit => this.#marks.has(markOf(commit))),
      ),
    );
    const tags = releases
      .filter(({ tag }) => !this.#tags.has(tag))
      .map(release => ({ release, target: positionOf(release.sha) }));
    const input = renderFastImport({
      branch: profile.defaultBranch,
      head: positionOf(head),
      commits: [...commits].sort((left, right) => left.index - right.index),
      tags,
      positionOf,
    });
    const marks = join(this.#path, 'marks');
    await runGit(
      this.#path,
      [
        'fast-import',
        '--quiet',
        '--force',
        `--import-marks-if-exists=${marks}`,
        `--export-marks=${marks}`,
      ],
      input,
    );
    for (const commit of commits) this.#marks.add(markOf(commit));
    for (const { release } of tags) this.#tags.add(release.tag);
    this.#revision = revision;
  }
}

async function runGit(
  path: string,
  args: readonly string[],
  input = '',
): Promise<void> {
  const child = spawn('git', [...args], {
    cwd: path,
    env: {
      PATH: process.env.PATH,
      HOME: path,
      GIT_CONFIG_NOSYSTEM: '1',
    },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', chunk => {
    said += chunk;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new Error(`git ${args.join(' ')} ended with ${code}: ${said}`);
  }
}
