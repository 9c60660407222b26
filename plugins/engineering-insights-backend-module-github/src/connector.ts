import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { changedScopes } from './changedScopes';
import type { GithubClient } from './client';
import {
  ANNOTATION_PROJECT_SLUG,
  ANNOTATION_USER_LOGIN,
  identitiesOf,
  scopesOf,
} from './scopesOf';
import { codeScanningAlertsStream } from './streams/codeScanningAlerts';
import { commitsStream } from './streams/commits';
import { dependabotAlertsStream } from './streams/dependabotAlerts';
import { deploymentsStream } from './streams/deployments';
import { issuesStream } from './streams/issues';
import { pullRequestsStream } from './streams/pullRequests';
import { readRevision } from './streams/readRevision';
import { releasesStream } from './streams/releases';
import { secretScanningAlertsStream } from './streams/secretScanningAlerts';
import { tagsStream } from './streams/tags';
import { workflowRunsStream } from './streams/workflowRuns';
import { githubWebhook } from './webhook';

/** Reads one GitHub host. */
export function createGithubConnector(options: {
  client: GithubClient;
  host: string;
  /** Where its pages are: `https://github.com`. */
  origin: string;
  configuredHosts: readonly string[];
  webhookSecret?: string;
}): Connector {
  const { client, host, origin, configuredHosts, webhookSecret } = options;
  return {
    id: 'github',
    title: host === 'github.com' ? 'GitHub' : `GitHub (${host})`,
    origin,
    annotations: [
      {
        key: ANNOTATION_PROJECT_SLUG,
        example: 'acme/payments',
        appliesTo: ['Component', 'Resource', 'System'],
      },
      { key: ANNOTATION_USER_LOGIN, example: 'octocat', appliesTo: ['User'] },
    ],
    scopesOf: entity => scopesOf(entity, { host, origin, configuredHosts }),
    identitiesOf,
    streams: [
      pullRequestsStream(client),
      commitsStream(client),
      deploymentsStream(client),
      releasesStream(client),
      tagsStream(client),
      workflowRunsStream(client),
      issuesStream(client),
      codeScanningAlertsStream(client),
      dependabotAlertsStream(client),
      secretScanningAlertsStream(client),
    ],
    changedScopes: asked => changedScopes(client, asked),
    readRevision: asked => readRevision(client, asked),
    ...(webhookSecret && { webhook: githubWebhook(webhookSecret) }),
  };
}
