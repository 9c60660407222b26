// How hosts write the way from a repository to a folder of a branch: GitHub and
// Gitea, GitLab, Bitbucket. A branch whose name has a slash is not told apart.
const FOLDER = /^\/(?:-\/)?(?:tree|blob|edit|src)\/[^/]+\/?(.*)$/;

/**
 * The folder of a repository that a source location names, empty for its root;
 * undefined where the location is not in that repository.
 */
export function findFolder(options: {
  /** The annotation: `url:https://github.com/acme/mono/tree/main/payments/`. */
  sourceLocation: string | undefined;
  repositoryUrl: string;
}): string | undefined {
  const { sourceLocation, repositoryUrl } = options;
  if (!sourceLocation?.startsWith('url:')) return undefined;
  const location = sourceLocation.slice('url:'.length);
  const repository = repositoryUrl.replace(/(?<!\/)\/+$|\.git$/g, '');
  if (!location.toLowerCase().startsWith(repository.toLowerCase()))
    return undefined;
  const rest = location.slice(repository.length);
  // Azure DevOps names the folder in the query.
  if (rest.startsWith('?'))
    return trimSlashes(new URLSearchParams(rest).get('path') ?? '');
  if (rest !== '' && !rest.startsWith('/')) return undefined;
  return trimSlashes(decodePath(FOLDER.exec(rest)?.[1] ?? ''));
}

function trimSlashes(path: string): string {
  return path.replace(/^\/+|(?<!\/)\/+$/g, '');
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray percent sign belongs to the name.
    return path;
  }
}
