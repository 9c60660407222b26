import {
  compileIncidentChannelPattern,
  type IncidentChannelPattern,
} from '@sei-platform/plugin-engineering-insights-node';

/**
 * `inc` or `incident`, a severity and a service where there are any, and then a
 * number or a date. Channels that stay, such as `incident-response`, have none.
 */
export const DEFAULT_CHANNEL_PATTERN = [
  'inc(?:ident)?',
  '(?:[-_](?P<severity>sev-?[0-5]|p[0-5]))?',
  '(?:[-_](?P<service>[a-z][a-z0-9]*(?:[-_][a-z][a-z0-9]*)*))?',
  '[-_][0-9]+(?:[-_].*)?',
].join('');

/** Reads names as Slack spells them: in lower case. */
export function compileChannelPattern(pattern: string): IncidentChannelPattern {
  const compiled = compileIncidentChannelPattern({
    pattern,
    keyOf: service => service,
  });
  return name => compiled(name.toLowerCase());
}
