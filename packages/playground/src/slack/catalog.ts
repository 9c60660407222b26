/**
 * What the catalog says of a component whose failures are dealt with in
 * channels. Those of `product-feed` are known by its name alone.
 */
export function slackAnnotations(
  componentName: string,
): Record<string, string> {
  return componentName === 'search'
    ? { 'slack.com/channel': 'inc-search' }
    : {};
}
