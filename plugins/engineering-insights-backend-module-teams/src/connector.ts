import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { changedScopes } from './changedScopes';
import { ChannelListings } from './channels/ChannelListings';
import type { GraphClient } from './graph/client';
import { organizationScopes } from './organizationScopes';
import type { TeamsSource } from './readTeamsSources';
import { ANNOTATION_CHANNEL, scopesOf } from './scopesOf';
import { incidentsStream } from './streams/incidents';
import { keepSubscriptions } from './subscriptions/keepSubscriptions';
import { teamsWebhook } from './webhook/webhook';

/** Reads the incident channels of one tenant's teams. */
export function createTeamsConnector(
  options: TeamsSource & { client: GraphClient },
): Connector {
  const { client, tenantId, graphBaseUrl, teams, pattern, basis } = options;
  const { clientState, notificationUrl, outgoingWebhookTokens } = options;
  const listings = ChannelListings.create({ client, teams, pattern });
  const hasWebhook = clientState || outgoingWebhookTokens.length > 0;
  return {
    id: 'teams',
    title: 'Microsoft Teams',
    origin: `${graphBaseUrl}/${tenantId}`,
    annotations: [
      {
        key: ANNOTATION_CHANNEL,
        example: 'inc-payments',
        appliesTo: ['Component', 'Resource', 'System'],
      },
    ],
    isFromDescriptionOnly: true,
    scopesOf: entity => scopesOf(entity, pattern),
    organizationScopes: asked =>
      organizationScopes({ listings, pattern }, asked),
    streams: [incidentsStream({ client, listings, pattern, basis })],
    changedScopes: changedScopes(listings),
    ...(clientState &&
      notificationUrl && {
        maintain: asked =>
          keepSubscriptions(
            { client, teams, clientState, notificationUrl },
            asked,
          ),
      }),
    ...(hasWebhook && { webhook: teamsWebhook({ ...options, listings }) }),
  };
}
