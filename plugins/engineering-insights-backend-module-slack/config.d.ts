export interface Config {
  engineeringInsights?: {
    sources?: {
      /**
       * The Slack workspaces whose incident channels are read.
       */
      slack?: Array<{
        /**
         * A token of an app in the workspace, with the scope `channels:read`.
         * @visibility secret
         */
        token?: string;
        /**
         * The signing secret of the app that sends events. Without it events
         * are not accepted and Slack is only polled.
         * @visibility secret
         */
        signingSecret?: string;
        /**
         * Where the Web API is: `https://slack.com/api` by default,
         * `https://slack-gov.com/api` for GovSlack.
         */
        apiBaseUrl?: string;
        /**
         * The workspace's own address, such as `https://acme.slack.com`, for
         * links to its channels. Needed where there are several workspaces.
         */
        workspaceUrl?: string;
        /**
         * Which channels are incidents.
         */
        incidentChannels?: {
          /**
           * A regular expression over the whole name of a channel, with the
           * named groups `service` and `severity` where names tell them.
           */
          pattern?: string;
          /**
           * Reads private incident channels that the app is a member of too.
           * It needs the scope `groups:read`.
           */
          includePrivate?: boolean;
        };
      }>;
    };
  };
}
