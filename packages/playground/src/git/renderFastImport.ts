import type { Account, Commit, Release } from '../simulation/model';

/** Commits and tags as `git fast-import` takes them, commits after their parents. The mark of a commit is its position in the repository. */
export function renderFastImport(options: {
  readonly branch: string;
  readonly head: number;
  readonly commits: readonly Commit[];
  readonly tags: readonly { release: Release; target: number }[];
  readonly positionOf: (sha: string) => number;
}): string {
  const { branch, head, commits, tags, positionOf } = options;
  return [
    ...commits.map(commit => renderCommit(commit, positionOf)),
    `reset refs/heads/${branch}\nfrom :${head}\n\n`,
    ...tags.map(({ release, target }) => renderTag(release, target)),
  ].join('');
}

function renderCommit(
  commit: Commit,
  positionOf: (sha: string) => number,
): string {
  const [first, ...others] = commit.parents.map(positionOf);
  return [
    ...(first === undefined ? ['reset refs/import'] : []),
    'commit refs/import',
    `mark :${markOf(commit)}`,
    `author ${renderAccount(commit.author)} ${commit.authoredAt} +0000`,
    `committer ${renderAccount(commit.committer)} ${commit.committedAt} +0000`,
    renderData(commit.message),
    ...(first === undefined ? [] : [`from :${first}`]),
    ...others.map(parent => `merge :${parent}`),
    ...commit.files.map(({ path, status }) =>
      status === 'removed'
        ? `D ${path}`
        : `M 100644 inline ${path}\n${renderData(`${commit.sha} ${path}\n`)}`,
    ),
    '',
    '',
  ].join('\n');
}

function renderTag(
  { tag, name, author, publishedAt }: Release,
  target: number,
) {
  return [
    `tag ${tag}`,
    `from :${target}`,
    `tagger ${renderAccount(author)} ${publishedAt} +0000`,
    renderData(name),
    '',
  ].join('\n');
}

/** Marks begin at one. */
export function markOf({ index }: Commit): number {
  return index + 1;
}

function renderAccount({ name, email }: Account): string {
  return `${name} <${email}>`;
}

function renderData(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}
