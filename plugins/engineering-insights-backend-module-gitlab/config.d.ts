export interface Config {
  engineeringInsights?: {
    sources?: {
      /**
       * What Engineering Insights needs beyond `integrations.gitlab`, which
       * names the hosts and their tokens.
       */
      gitlab?: Array<{
        /**
         * The host that this entry is for. `gitlab.com` by default.
         */
        host?: string;
        /**
         * A token for Engineering Insights alone, so that it takes nothing of
         * the rate limit that the portal's other plugins share.
         * @visibility secret
         */
        token?: string;
        /**
         * The secret token of the webhooks of this host, which GitLab sends
         * along. Without it and without a signing token webhooks are not
         * accepted and GitLab is only polled.
         * @visibility secret
         */
        webhookSecret?: string;
        /**
         * The signing token of the webhooks of this host, `whsec_…`, from
         * GitLab 19.0. Where it is set, every webhook must be signed.
         * @visibility secret
         */
        webhookSigningToken?: string;
      }>;
    };
  };
}
