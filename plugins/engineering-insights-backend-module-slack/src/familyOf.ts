import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';

const PREFIX = 'inc';

/** The family of the incident channels that name a service, or of those that name none. */
export function familyOf(service: string | undefined): ScopeRef {
  return service
    ? {
        externalId: `${PREFIX}-${service}`,
        title: `Incident channels of ${service}`,
        service,
      }
    : {
        externalId: PREFIX,
        title: 'Incident channels that name no service',
      };
}
