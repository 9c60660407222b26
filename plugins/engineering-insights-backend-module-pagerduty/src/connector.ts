import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { changedScopes } from './changedScopes';
import type { PagerdutyClient } from './client';
import {
  ANNOTATION_SERVICE_ID,
  scopesOf,
  type AccountChoice,
} from './scopesOf';
import { incidentsStream } from './streams/incidents';
import { pagerdutyWebhook } from './webhook';

/** Reads one PagerDuty account. */
export function createPagerdutyConnector(
  options: AccountChoice & {
    client: PagerdutyClient;
    apiBaseUrl: string;
    webhookSecret?: string;
  },
): Connector {
  const { client, apiBaseUrl, webhookSecret, account } = options;
  return {
    id: 'pagerduty',
    title: account ? `PagerDuty (${account})` : 'PagerDuty',
    origin: apiBaseUrl,
    annotations: [
      {
        key: ANNOTATION_SERVICE_ID,
        example: 'PIJ90N7',
        appliesTo: ['Component', 'Resource', 'System'],
      },
    ],
    scopesOf: entity => scopesOf(entity, options),
    streams: [incidentsStream(client)],
    changedScopes: asked => changedScopes(client, asked),
    ...(webhookSecret && { webhook: pagerdutyWebhook(webhookSecret) }),
  };
}
