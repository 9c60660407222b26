const SEMANTIC = /(^|[^\d.])\d+\.\d+\.\d+-[\da-z.-]*[a-z]/i;
const NAMED =
  /\d[._-]?(alpha|beta|rc|cr|pre|preview|milestone|m\d|ea|dev|nightly|snapshot|canary)[._-]?\d*$/i;

/** Whether a tag says that its version is preliminary, as Semantic Versioning or a usual word at its end does: `v1.2.3-rc.1`, `2.0-beta1`. Git itself marks no tag so. */
export function isPrerelease(tag: string): boolean {
  return SEMANTIC.test(tag) || NAMED.test(tag);
}
