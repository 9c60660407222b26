import type { JsonObject } from '@backstage/types';
import { splitTokens } from '../git/splitTokens';
import type { Mirror } from '../mirrors/Mirror';
import { readObjects } from './readObjects';

/** A commit as the stream keeps it. */
export type CommitItem = JsonObject & {
  sha: string;
  parents: string[];
  committer: { date: string };
};

export interface LoggedCommit {
  readonly commit: CommitItem;
  /** Absent where it was not asked for. */
  readonly files?: { path: string; status: string }[];
}

/** Nothing that git writes in front of a commit begins with it. */
const MARK = '\u0001';
const FIELDS = ['%H', '%P', '%an', '%ae', '%at', '%ct', '%s'];
const FORMAT = `--format=tformat:%x01${FIELDS.join('%x00')}`;
const LONGEST_TITLE = 1_000;

/**
 * The commits that a revision reaches and others do not, by graph and newest
 * first. As both ends are fixed, so is the order. Content of files is never
 * looked at, so renamed files are removed and added ones.
 */
export async function* readLog(
  mirror: Mirror,
  options: {
    readonly target: string;
    readonly except: readonly string[];
    readonly skip: number;
    readonly withFiles: boolean;
  },
): AsyncGenerator<LoggedCommit> {
  const { target, except, skip, withFiles } = options;
  const output = mirror.stream([
    'log',
    '-z',
    '--no-color',
    '--no-decorate',
    FORMAT,
    `--skip=${skip}`,
    ...(withFiles
      ? [
          '--name-status',
          '--no-renames',
          '--root',
          '--diff-merges=first-parent',
        ]
      : []),
    target,
    '--not',
    ...except,
    '--',
  ]);
  for await (const commit of parseLog(splitTokens(output, '\0'), withFiles)) {
    yield mirror.boundary.has(commit.commit.sha)
      ? await withParents(mirror, commit)
      : commit;
  }
}

async function* parseLog(
  tokens: AsyncIterable<string>,
  withFiles: boolean,
): AsyncGenerator<LoggedCommit> {
  let fields: string[] = [];
  let files: { path: string; status: string }[] = [];
  let status: string | undefined;
  const finish = () => toCommit(fields, withFiles ? files : undefined);
  for await (const token of tokens) {
    if (status !== undefined) {
      files.push({ path: token, status });
      status = undefined;
    } else if (fields.length > 0 && fields.length < FIELDS.length) {
      fields.push(token);
    } else if (token.startsWith(MARK)) {
      if (fields.length > 0) yield finish();
      fields = [token.slice(MARK.length)];
      files = [];
    } else {
      // Git begins a list of files with a line end.
      status = token.trim();
    }
  }
  if (fields.length > 0) yield finish();
}

function toCommit(
  fields: readonly string[],
  files: LoggedCommit['files'],
): LoggedCommit {
  const [sha, parents, name, email, authored, committed, title] = fields;
  const [authoredAt, committedAt] = [toInstant(authored), toInstant(committed)];
  return {
    commit: {
      sha,
      parents: parents === '' ? [] : parents.split(' '),
      author: {
        name,
        email,
        date: authoredAt || committedAt,
        // Said here, as the privacy mode may leave nothing to tell it by.
        ...(isBot(name, email) && { actor: 'bot' }),
      },
      committer: { date: committedAt || authoredAt },
      title: title.slice(0, LONGEST_TITLE),
    },
    ...(files && { files }),
  };
}

/** Git says 0 of a date that it cannot read. */
function toInstant(seconds: string): string {
  const time = new Date(Number(seconds) * 1_000);
  return seconds === '0' || Number.isNaN(time.getTime())
    ? ''
    : time.toISOString();
}

function isBot(...texts: string[]): boolean {
  return texts.some(text => text.includes('[bot]'));
}

/** Git shows a commit whose parents it does not have as one without parents. */
async function withParents(
  mirror: Mirror,
  logged: LoggedCommit,
): Promise<LoggedCommit> {
  const { commit, files } = logged;
  const [object] = await readObjects(mirror, [commit.sha]);
  const parents = object?.headers.flatMap(([name, value]) =>
    name === 'parent' ? [value] : [],
  );
  // Against nothing, every file seems to be new.
  return {
    commit: { ...commit, parents: parents ?? [] },
    ...(files && { files: [] }),
  };
}
