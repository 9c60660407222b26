import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { changedScopes } from './changedScopes';
import type { GitlabClient } from './client';
import {
  ANNOTATION_INSTANCE,
  ANNOTATION_PROJECT_SLUG,
  ANNOTATION_USER_LOGIN,
  identitiesOf,
  scopesOf,
} from './scopesOf';
import { commitsStream, readRevision } from './streams/commits';
import { deploymentsStream } from './streams/deployments';
import { issuesStream } from './streams/issues';
import { mergeRequestsStream } from './streams/mergeRequests';
import { pipelinesStream } from './streams/pipelines';
import { releasesStream } from './streams/releases';
import { tagsStream } from './streams/tags';
import { vulnerabilitiesStream } from './streams/vulnerabilities';
import type { WebhookSecrets } from './verifyWebhook';
import { gitlabWebhook } from './webhook';
import { withProjectCheck } from './withProjectCheck';

/** Reads one GitLab host. */
export function createGitlabConnector(
  options: WebhookSecrets & {
    client: GitlabClient;
    host: string;
    baseUrl: string;
    configuredHosts: readonly string[];
  },
): Connector {
  const { client, host, baseUrl, configuredHosts } = options;
  const { webhookSecret, webhookSigningToken } = options;
  const choice = { host, baseUrl, configuredHosts };
  const appliesTo = ['Component', 'Resource', 'System'];
  return {
    id: 'gitlab',
    title: host === 'gitlab.com' ? 'GitLab' : `GitLab (${host})`,
    origin: baseUrl,
    annotations: [
      {
        key: ANNOTATION_PROJECT_SLUG,
        example: 'acme/shop/payments',
        appliesTo,
      },
      { key: ANNOTATION_INSTANCE, example: host, appliesTo },
      {
        key: ANNOTATION_USER_LOGIN,
        example: 'mira.okafor',
        appliesTo: ['User'],
      },
    ],
    scopesOf: entity => scopesOf(entity, choice),
    identitiesOf: user => identitiesOf(user, choice),
    streams: [
      mergeRequestsStream(client),
      commitsStream(client),
      pipelinesStream(client),
      deploymentsStream(client),
      releasesStream(client),
      tagsStream(client),
      issuesStream(client),
      vulnerabilitiesStream(client),
    ].map(stream => withProjectCheck<any>(client, stream)),
    changedScopes: asked =>
      changedScopes(client, { ...asked, until: new Date().toISOString() }),
    readRevision: asked => readRevision(client, asked),
    ...((webhookSecret || webhookSigningToken) && {
      webhook: gitlabWebhook({ webhookSecret, webhookSigningToken }),
    }),
  };
}
