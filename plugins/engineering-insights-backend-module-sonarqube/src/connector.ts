import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { createChangedScopes } from './changedScopes';
import type { SonarqubeClient } from './client';
import type { SonarqubeSource } from './readSonarqubeSources';
import { ANNOTATION_PROJECT_KEY, scopesOf } from './scopesOf';
import { hotspotsStream } from './streams/hotspots';
import { issuesStream } from './streams/issues';
import { measuresStream } from './streams/measures';
import { sonarqubeWebhook } from './webhook';

/** Reads one SonarQube server, or one organization of SonarQube Cloud. */
export function createSonarqubeConnector(
  options: Pick<
    SonarqubeSource,
    'siteUrl' | 'origin' | 'name' | 'organization' | 'isDefault'
  > & { client: SonarqubeClient; webhookSecret?: string },
): Connector {
  const { client, siteUrl, origin, name, organization } = options;
  const { webhookSecret } = options;
  const detail = name ?? organization;
  return {
    id: 'sonarqube',
    title: detail ? `SonarQube (${detail})` : 'SonarQube',
    origin,
    annotations: [
      {
        key: ANNOTATION_PROJECT_KEY,
        example: name && !options.isDefault ? `${name}/payments` : 'payments',
        appliesTo: ['Component', 'Resource', 'System'],
      },
    ],
    scopesOf: entity => scopesOf(entity, options),
    streams: [
      issuesStream(client, { siteUrl }),
      hotspotsStream(client, { siteUrl }),
      measuresStream(client),
    ],
    changedScopes: createChangedScopes(client),
    ...(webhookSecret && { webhook: sonarqubeWebhook(webhookSecret) }),
  };
}
