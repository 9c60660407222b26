import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A directory for the files of a test, at its real path. */
export function createTestDirectory(): { path: string; remove(): void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'git-test-')));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Runs git as a developer would, with nothing of this machine's own settings. */
export function git(
  directory: string,
  args: readonly string[],
  options: { at?: string; input?: string | Buffer } = {},
): string {
  const { at = '2026-01-01T00:00:00Z', input } = options;
  return execFileSync('git', [...args], {
    cwd: directory,
    input,
    maxBuffer: 1e9,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: directory,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'Ada Example',
      GIT_AUTHOR_EMAIL: 'ada@example.org',
      GIT_AUTHOR_DATE: at,
      GIT_COMMITTER_NAME: 'Ada Example',
      GIT_COMMITTER_EMAIL: 'ada@example.org',
      GIT_COMMITTER_DATE: at,
    },
  }).toString('utf8');
}

/** A real repository that a test fills. */
export class TestRepository {
  private constructor(readonly path: string) {}

  static create(path: string): TestRepository {
    mkdirSync(path, { recursive: true });
    git(path, ['init', '--quiet', '--initial-branch=main']);
    return new TestRepository(path);
  }

  /** The directory that has its objects. */
  get gitDirectory(): string {
    return join(this.path, '.git');
  }

  git(args: readonly string[], at?: string): string {
    return git(this.path, args, { at }).trim();
  }

  write(file: string, text: string): this {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), text);
    return this;
  }

  /** Commits all that was written, and says its SHA. */
  commit(title: string, at: string): string {
    this.git(['add', '--all']);
    this.git(['commit', '--quiet', '--allow-empty', '-m', title], at);
    return this.head();
  }

  head(): string {
    return this.git(['rev-parse', 'HEAD']);
  }
}
