/** A revision that a build checked out. */
export interface CheckedOut {
  readonly sha: string;
  /** As Git calls it: `refs/remotes/origin/main`, `origin/main`, `main`. */
  readonly branch?: string;
  readonly remoteUrls: readonly string[];
}

/**
 * The revision that a build is about. A pipeline checks out shared libraries
 * too, and the Git plugin tells of all checkouts alike. Where the names of job,
 * repository and branch leave several, none is taken: a wrong revision would
 * put another repository's commits into a deployment.
 */
export function chooseRevision(options: {
  readonly checkedOut: readonly CheckedOut[];
  readonly jobNames: readonly string[];
  /** Of a job that a multibranch project made. */
  readonly jobBranch?: string;
  readonly sharedLibraries: readonly string[];
}): CheckedOut | undefined {
  const { checkedOut, jobNames, jobBranch, sharedLibraries } = options;
  const libraries = new Set(sharedLibraries.map(addressOf));
  const names = new Set(jobNames.map(name => name.toLowerCase()));
  const candidates = checkedOut.filter(
    ({ remoteUrls }) => !remoteUrls.some(url => libraries.has(addressOf(url))),
  );
  return (
    only(candidates) ??
    only(
      candidates.filter(({ remoteUrls }) =>
        remoteUrls.some(url => names.has(repositoryNameOf(url))),
      ),
    ) ??
    only(
      candidates.filter(
        ({ branch }) =>
          jobBranch !== undefined && branchNameOf(branch) === jobBranch,
      ),
    )
  );
}

/** `refs/remotes/origin/feature/x` is `feature/x`; a detached head has no branch. */
export function branchNameOf(ref: string | undefined): string | undefined {
  if (ref === undefined || ref === 'detached') return undefined;
  return ref.replace(/^(refs\/heads\/|refs\/remotes\/[^/]+\/|origin\/)/, '');
}

/** The one revision that all of them are. */
function only(candidates: readonly CheckedOut[]): CheckedOut | undefined {
  const [first] = candidates;
  return candidates.every(({ sha }) => sha === first.sha) ? first : undefined;
}

/** Host and path: one repository is cloned by SSH and by HTTPS. */
function addressOf(url: string): string {
  return url
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^/]*@/, '')
    .replace(/:(\d+\/|\/)?/, '/')
    .replace(/(\.git)?(?<!\/)\/*$/, '');
}

function repositoryNameOf(url: string): string {
  return addressOf(url).split('/').at(-1) ?? '';
}
