/**
 * What the catalog says of a component whose failures are dealt with in
 * channels. Those of `recommendations` are known by its name alone.
 */
export function teamsAnnotations(
  componentName: string,
): Record<string, string> {
  return componentName === 'ledger'
    ? { 'teams.microsoft.com/channel': 'inc-ledger' }
    : {};
}
