import {
  compileIncidentChannelPattern,
  type IncidentChannelPattern,
} from '@sei-platform/plugin-engineering-insights-node';

/**
 * `inc` or `incident`, a severity and a service where there are any, and then a
 * number or a date, as incident tools name their channels. Those that stay,
 * such as `Incident response`, have none.
 */
export const DEFAULT_CHANNEL_PATTERN = [
  'inc(?:ident)?',
  '(?:[-_ ]+(?P<severity>sev-?[0-5]|p[0-5]))?',
  '(?:[-_ ]+(?P<service>[a-z][a-z0-9]*(?:[-_.][a-z][a-z0-9]*)*)[-_ ]+|[-_ ]*)',
  '[0-9]+(?:[-_: ].*)?',
].join('');

/** Reads names however people spell them: `Payments API` and `payments-api` are one service. */
export function compileChannelPattern(pattern: string): IncidentChannelPattern {
  return compileIncidentChannelPattern({ pattern, keyOf: slugOf });
}

function slugOf(service: string): string {
  return service
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
