/** What a package URL says of the revision that was built. */
export interface PackageRevision {
  readonly sha?: string;
  readonly version?: string;
}

const FULL_SHA = /^[0-9a-f]{40}$/i;
const ANY_SHA = /^[0-9a-f]{7,64}$/i;
// Their versions are tags or revisions of a repository.
const REPOSITORY_TYPES = ['github', 'gitlab', 'bitbucket', 'golang', 'generic'];

/**
 * Reads the revision out of an artifact's package URL. The digest of an image
 * is no revision of source code: its tag may be, or its `vcs_url`.
 */
export function readPurl(artifactId: string): PackageRevision {
  const match =
    /^pkg:\/*([a-z0-9.+-]+)\/([^?#@]*)(?:@([^?#]*))?(?:\?([^#]*))?/i.exec(
      artifactId,
    );
  if (!match) return {};
  const [, type, , encodedVersion = '', query = ''] = match;
  const qualifiers = new URLSearchParams(query);
  const told = decode(encodedVersion);
  const version = qualifiers.get('tag') || told;
  const [, revision] =
    /@([^@#?]+)(?:[#?].*)?$/s.exec(qualifiers.get('vcs_url') ?? '') ?? [];
  const sha = [revision, version].find(
    word =>
      word !== undefined &&
      (FULL_SHA.test(word) ||
        (ANY_SHA.test(word) &&
          (word === revision ||
            REPOSITORY_TYPES.includes(type.toLowerCase())))),
  );
  return {
    ...(sha && { sha }),
    ...(version && { version: version.slice(0, 255) }),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
