import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';

const PREFIX = 'inc';

/** The family of the incident channels that name a service, or of those that name none. */
export function familyOf(service: string | undefined): ScopeRef {
  // However people spell it: `Payments API` and `payments-api` are one service.
  const slug = service
    ?.toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return service && slug
    ? {
        externalId: `${PREFIX}-${slug}`,
        title: `Incident channels of ${service}`,
        service,
      }
    : {
        externalId: PREFIX,
        title: 'Incident channels that name no service',
      };
}
