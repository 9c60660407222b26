/** `v1.2.3-rc.1`: Azure DevOps marks no tag as preliminary, and Semantic Versioning writes that after a hyphen. */
export function isPrerelease(tag: string): boolean {
  return /^v?\d+\.\d+\.\d+-/.test(tag);
}
