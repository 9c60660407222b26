export interface Config {
  engineeringInsights?: {
    sources?: {
      /**
       * What Engineering Insights needs beyond `integrations.github`, which
       * names the hosts and their credentials.
       */
      github?: Array<{
        /**
         * The host that this entry is for. `github.com` by default.
         */
        host?: string;
        /**
         * A token for Engineering Insights alone, so that it takes nothing of
         * the rate limit that the portal's other plugins share.
         * @visibility secret
         */
        token?: string;
        /**
         * The secret of the webhooks of this host. Without it webhooks are not
         * accepted and GitHub is only polled.
         * @visibility secret
         */
        webhookSecret?: string;
      }>;
    };
  };
}
