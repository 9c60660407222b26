import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { changedScopes } from './changedScopes';
import type { SnykClient } from './client';
import {
  ANNOTATION_ORGANIZATION,
  ANNOTATION_PROJECTS,
  ANNOTATION_TARGETS,
  scopesOf,
  type TenantChoice,
} from './scopesOf';
import { issuesStream } from './streams/issues';
import { snykWebhook } from './webhook';

const KINDS = ['Component', 'Resource', 'System'];

/** Reads one Snyk tenant. */
export function createSnykConnector(
  options: TenantChoice & {
    client: SnykClient;
    apiBaseUrl: string;
    appBaseUrl: string;
    webhookSecret?: string;
  },
): Connector {
  const { client, apiBaseUrl, appBaseUrl, webhookSecret } = options;
  return {
    id: 'snyk',
    title: options.isDefault ? 'Snyk' : `Snyk (${new URL(apiBaseUrl).host})`,
    origin: apiBaseUrl,
    annotations: [
      {
        key: ANNOTATION_ORGANIZATION,
        example: '361fd3c0-41d4-4ea4-ba77-09bb17890967',
        appliesTo: KINDS,
      },
      {
        key: ANNOTATION_PROJECTS,
        example: '7439e322-f9c1-4c42-8367-002b33b9d946',
        appliesTo: KINDS,
      },
      { key: ANNOTATION_TARGETS, example: 'acme/payments', appliesTo: KINDS },
    ],
    scopesOf: entity => scopesOf(entity, options),
    streams: [issuesStream({ client, appBaseUrl })],
    changedScopes: asked => changedScopes(client, asked),
    ...(webhookSecret && { webhook: snykWebhook(webhookSecret) }),
  };
}
