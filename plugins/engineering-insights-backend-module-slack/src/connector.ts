import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { changedScopes } from './changedScopes';
import type { ChannelDirectory } from './ChannelDirectory';
import { originOf, type SlackSource } from './readSlackSources';
import { ANNOTATION_CHANNEL, scopesOf } from './scopesOf';
import { incidentChannelsStream } from './streams/incidentChannels';
import { slackWebhook } from './webhook';

/** Reads the incident channels of one Slack workspace. */
export function createSlackConnector(
  options: Omit<SlackSource, 'token'> & { directory: ChannelDirectory },
): Connector {
  const { directory, pattern, workspaceUrl, includePrivate, signingSecret } =
    options;
  const origin = originOf(options);
  return {
    id: 'slack',
    title: `Slack (${new URL(origin).host})`,
    origin,
    isFromDescriptionOnly: true,
    annotations: [
      {
        key: ANNOTATION_CHANNEL,
        example: 'inc-payments',
        appliesTo: ['Component', 'Resource', 'System'],
      },
    ],
    scopesOf: entity => scopesOf(entity, pattern),
    async *organizationScopes({ signal }) {
      const { families } = await directory.list({ signal });
      for (const { scope, channels } of families)
        if (channels.length > 0) yield scope;
    },
    streams: [incidentChannelsStream(directory, { pattern, workspaceUrl })],
    changedScopes: asked => changedScopes(directory, asked),
    ...(signingSecret && {
      webhook: slackWebhook({
        signingSecret,
        pattern,
        includePrivate,
        recall: id => directory.recall(id),
      }),
    }),
  };
}
