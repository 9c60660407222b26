import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { git } from './TestRepository';

const DIRECTORY = resolve(__dirname, '../../../../examples/git-history');

export interface HistoryCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly authorKey: string;
  readonly authoredAt: string;
  readonly committedAt: string;
  readonly title: string;
}

export interface HistoryTag {
  readonly tag: string;
  readonly sha: string;
  readonly taggedAt: string;
  readonly isRelease: boolean;
}

/** The history of a real project, as a file tells it. */
export interface History {
  readonly commits: readonly HistoryCommit[];
  readonly tags: readonly HistoryTag[];
}

export function readHistory(project: string): History {
  const read = (name: string) =>
    JSON.parse(readFileSync(join(DIRECTORY, project, `${name}.json`), 'utf8'));
  const commits: HistoryCommit[] = read('commits');
  const shas = new Set(commits.map(({ sha }) => sha));
  const tags: HistoryTag[] = read('tags');
  return { commits, tags: tags.filter(({ sha }) => shas.has(sha)) };
}

/** A real repository with such a history in it. What git calls its commits now, by what they were called. */
export function replayHistory(
  history: History,
  directory: string,
): Map<string, string> {
  git(directory, ['init', '--quiet', '--bare', '--initial-branch=main', '.']);
  const marks = new Map<string, number>();
  const byOldSha = new Map(history.commits.map(each => [each.sha, each]));
  const parts: string[] = [];
  for (const { sha } of history.commits) {
    for (const next of withAncestors(sha, byOldSha, marks)) {
      marks.set(next.sha, marks.size + 1);
      parts.push(renderCommit(next, marks));
    }
  }
  const head = history.commits.find(({ sha }) => isHead(sha, history))!;
  parts.push(`reset refs/heads/main\nfrom :${marks.get(head.sha)}\n\n`);
  parts.push(...history.tags.map(tag => renderTag(tag, byOldSha, marks)));
  const file = join(directory, 'marks');
  git(directory, ['fast-import', '--quiet', `--export-marks=${file}`], {
    input: parts.join(''),
  });
  const byMark = new Map(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map(line => line.slice(1).split(' ') as [string, string]),
  );
  return new Map(
    [...marks].map(([sha, mark]) => [sha, byMark.get(String(mark))!]),
  );
}

/** The default branch ends at the only commit that is no parent. */
function isHead(sha: string, { commits }: History): boolean {
  return !commits.some(({ parents }) => parents.includes(sha));
}

/** Parents before their children, however long a history is. */
function withAncestors(
  sha: string,
  commits: ReadonlyMap<string, HistoryCommit>,
  known: ReadonlyMap<string, number>,
): HistoryCommit[] {
  const ordered = new Map<string, HistoryCommit>();
  const waiting = [sha];
  for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
    const commit = commits.get(next)!;
    const open = commit.parents.filter(
      parent => !known.has(parent) && !ordered.has(parent),
    );
    if (known.has(next) || ordered.has(next)) waiting.pop();
    else if (open.length > 0) waiting.push(...open);
    else {
      ordered.set(next, commit);
      waiting.pop();
    }
  }
  return [...ordered.values()];
}

function renderCommit(
  commit: HistoryCommit,
  marks: ReadonlyMap<string, number>,
): string {
  const { sha, parents, authorKey, authoredAt, committedAt, title } = commit;
  const person = `Person ${authorKey} <${authorKey}@example.org>`;
  const message = `${title}\n\nThe text below is not read.\n`;
  const [first, ...others] = parents.map(parent => marks.get(parent)!);
  return [
    // Without a first parent a commit would go on where the branch is.
    ...(first === undefined ? ['reset refs/heads/import'] : []),
    'commit refs/heads/import',
    `mark :${marks.get(sha)}`,
    `author ${person} ${secondsOf(authoredAt)} +0200`,
    `committer ${person} ${secondsOf(committedAt)} +0000`,
    `data ${Buffer.byteLength(message)}`,
    message,
    ...(first === undefined ? [] : [`from :${first}`]),
    ...others.map(other => `merge :${other}`),
    `M 100644 inline file-${marks.get(sha)! % 50}`,
    `data ${sha.length}`,
    sha,
    '',
    '',
  ].join('\n');
}

/** What was tagged at the time of its commit is a tag of the simple kind. */
function renderTag(
  { tag, sha, taggedAt }: HistoryTag,
  commits: ReadonlyMap<string, HistoryCommit>,
  marks: ReadonlyMap<string, number>,
): string {
  const from = `from :${marks.get(sha)}`;
  return isSimple({ sha, taggedAt }, commits)
    ? `reset refs/tags/${tag}\n${from}\n\n`
    : `tag ${tag}\n${from}\ntagger A <a@example.org> ${secondsOf(
        taggedAt,
      )} -0700\ndata 1\nx\n`;
}

function isSimple(
  { sha, taggedAt }: Pick<HistoryTag, 'sha' | 'taggedAt'>,
  commits: ReadonlyMap<string, HistoryCommit>,
): boolean {
  return commits.get(sha)!.committedAt === taggedAt;
}

function secondsOf(instant: string): number {
  return Date.parse(instant) / 1_000;
}
