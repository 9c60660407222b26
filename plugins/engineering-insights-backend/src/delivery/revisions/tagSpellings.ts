/** A tag or version without what sources put around it: refs/tags/v1.2.3 is 1.2.3. */
export function bareVersion(name: string): string {
  return name.replace(/^refs\/tags\//, '').replace(/^v(?=\d)/i, '');
}

/** The tags that a version may have: as it is told, with and without v. */
export function tagSpellings(name: string): string[] {
  const told = name.replace(/^refs\/tags\//, '');
  const bare = bareVersion(name);
  return [...new Set([told, bare, `v${bare}`, `V${bare}`])];
}
