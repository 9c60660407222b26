import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { changedScopes } from './changedScopes';
import type { JenkinsClient } from './client';
import { DEFAULT_NAME, type JenkinsSource } from './readJenkinsSources';
import { ANNOTATION_JOB, scopesOf } from './scopesOf';
import { buildsStream } from './streams/builds';
import { jenkinsWebhook } from './webhook';

/** Reads one Jenkins controller. */
export function createJenkinsConnector(
  options: Pick<
    JenkinsSource,
    'name' | 'baseUrl' | 'webhookSecret' | 'sharedLibraries'
  > & {
    readonly client: JenkinsClient;
    /** There is no other that an annotation without a name could mean. */
    readonly isOnly: boolean;
  },
): Connector {
  const { name, baseUrl, webhookSecret, sharedLibraries } = options;
  const { client, isOnly } = options;
  return {
    id: 'jenkins',
    title: name === DEFAULT_NAME ? 'Jenkins' : `Jenkins (${name})`,
    origin: baseUrl,
    annotations: [
      {
        key: ANNOTATION_JOB,
        example: 'payments/deploy',
        appliesTo: ['Component', 'Resource', 'System'],
      },
    ],
    scopesOf: entity => scopesOf(entity, { name, baseUrl, isOnly }),
    streams: [buildsStream(client, { sharedLibraries })],
    changedScopes: asked => changedScopes(client, asked),
    ...(webhookSecret && { webhook: jenkinsWebhook(webhookSecret) }),
  };
}
