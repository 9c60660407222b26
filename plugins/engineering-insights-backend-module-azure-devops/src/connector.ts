import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { changedScopes } from './changedScopes';
import type { AzureDevopsClient } from './client';
import { createDirectory, type Directory } from './createDirectory';
import type { AzureOrganization } from './readAzureDevopsSources';
import {
  ANNOTATION_AREA_PATH,
  ANNOTATION_BUILD_DEFINITION,
  ANNOTATION_EMAIL,
  ANNOTATION_HOST_ORG,
  ANNOTATION_PROJECT,
  ANNOTATION_PROJECT_REPO,
  identitiesOf,
  scopesOf,
} from './scopesOf';
import { buildsStream } from './streams/builds';
import { commitsStream, readRevision } from './streams/commits';
import { environmentDeploymentsStream } from './streams/environmentDeployments';
import { iterationsStream } from './streams/iterations';
import { pullRequestsStream } from './streams/pullRequests';
import { releaseDeploymentsStream } from './streams/releaseDeployments';
import { tagsStream } from './streams/tags';
import { workItemsStream } from './streams/workItems';
import { tellBudget } from './tellBudget';
import { azureDevopsWebhook } from './webhook';

/** Reads one organization of Azure DevOps Services, or one collection of Azure DevOps Server. */
export function createAzureDevopsConnector(options: {
  client: AzureDevopsClient;
  organization: AzureOrganization;
  /** All that are configured, this one too. */
  others: readonly AzureOrganization[];
  webhookSecret?: string;
}): Connector {
  const { client, organization, others, webhookSecret } = options;
  const directory = createDirectory(client);
  const services = ['Component', 'Resource', 'System'];
  return {
    id: 'azure-devops',
    title:
      others.length > 1
        ? `Azure DevOps (${organization.name})`
        : 'Azure DevOps',
    origin: organization.baseUrl,
    annotations: [
      {
        key: ANNOTATION_PROJECT_REPO,
        example: 'shop/payments',
        appliesTo: services,
      },
      { key: ANNOTATION_PROJECT, example: 'shop', appliesTo: services },
      {
        key: ANNOTATION_BUILD_DEFINITION,
        example: 'payments-deploy',
        appliesTo: services,
      },
      {
        key: ANNOTATION_HOST_ORG,
        example: `${organization.host}/${organization.name}`,
        appliesTo: services,
      },
      {
        key: ANNOTATION_AREA_PATH,
        example: 'Shop\\Payments',
        appliesTo: [...services, 'Group'],
      },
      {
        key: ANNOTATION_EMAIL,
        example: 'mira.okafor@example.com',
        appliesTo: ['User'],
      },
    ],
    scopesOf: entity => scopesOf(entity, { organization, others }),
    identitiesOf,
    streams: allStreams(client, directory).map(stream => ({
      ...stream,
      read: asked => tellBudget(client, stream.read(asked)),
    })),
    changedScopes: asked =>
      changedScopes(
        { client, directory },
        { ...asked, until: new Date().toISOString() },
      ),
    readRevision: asked =>
      tellBudget(client, readRevision({ client, directory }, asked)),
    ...(webhookSecret && { webhook: azureDevopsWebhook(webhookSecret) }),
  };
}

function allStreams(
  client: AzureDevopsClient,
  directory: Directory,
): Connector['streams'] {
  return [
    pullRequestsStream(client),
    commitsStream(client, directory),
    buildsStream(client, directory),
    releaseDeploymentsStream(client, directory),
    environmentDeploymentsStream(client, directory),
    tagsStream(client),
    workItemsStream(client, directory),
    iterationsStream(client),
  ];
}
