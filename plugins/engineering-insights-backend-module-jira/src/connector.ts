import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { changedScopes } from './changedScopes';
import type { JiraClient } from './client';
import { createVocabulary } from './createVocabulary';
import { identitiesOf, scopesOf } from './scopesOf';
import { issuesStream } from './streams/issues';
import { sprintsStream } from './streams/sprints';
import { jiraWebhook } from './webhook';

/** Reads one Jira site. */
export function createJiraConnector(options: {
  client: JiraClient;
  /** `jira`, for `jira/project-key`. */
  annotationPrefix: string;
  estimateField?: string;
  webhookSecret?: string;
}): Connector {
  const { client, annotationPrefix: prefix, webhookSecret } = options;
  const { baseUrl } = client;
  const { host } = new URL(baseUrl);
  const { estimateField } = options;
  const vocabulary = createVocabulary(client, { estimateField });
  return {
    id: 'jira',
    title: `Jira (${host})`,
    origin: baseUrl,
    annotations: [
      {
        key: `${prefix}/project-key`,
        example: 'PAY',
        appliesTo: ['Component', 'Resource', 'System', 'Domain', 'Group'],
      },
      {
        key: `${prefix}/component`,
        example: 'Checkout',
        appliesTo: ['Component', 'Resource'],
      },
      {
        key: `${prefix}/board-id`,
        example: '12',
        appliesTo: ['Group'],
      },
      {
        key: `${prefix}/account-id`,
        example: '5b10a2844c20165700ede21g',
        appliesTo: ['User'],
      },
    ],
    scopesOf: entity => scopesOf(entity, { prefix, baseUrl }),
    identitiesOf: user => identitiesOf(user, { prefix }),
    streams: [issuesStream({ client, vocabulary }), sprintsStream(client)],
    changedScopes: asked => changedScopes(client, asked),
    ...(webhookSecret && { webhook: jiraWebhook(webhookSecret) }),
  };
}
