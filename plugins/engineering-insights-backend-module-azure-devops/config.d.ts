export interface Config {
  engineeringInsights?: {
    sources?: {
      /**
       * What Engineering Insights needs beyond `integrations.azure`, which
       * names hosts, organizations and their credentials.
       */
      'azure-devops'?: Array<{
        /**
         * The host that this entry is for. `dev.azure.com` by default.
         */
        host?: string;
        /**
         * The organization of Azure DevOps Services, or the collection of
         * Azure DevOps Server.
         */
        organization: string;
        /**
         * Where the organization is. `https://<host>/<organization>` by
         * default; of a server, with the path that it is installed below.
         */
        baseUrl?: string;
        /**
         * Where its classic releases are. By default
         * `https://vsrm.dev.azure.com/<organization>` for dev.azure.com, and
         * the base URL for a server.
         */
        releaseBaseUrl?: string;
        /**
         * The version of the REST API. `7.1` by default; an older server needs
         * an older one.
         */
        apiVersion?: string;
        /**
         * A personal access token for Engineering Insights alone, instead of
         * the portal's credentials.
         * @visibility secret
         */
        token?: string;
        /**
         * The password, or the value of the header
         * `X-Engineering-Insights-Secret`, of the service hooks of this
         * organization. Without it webhooks are not accepted and Azure DevOps
         * is only polled.
         * @visibility secret
         */
        webhookSecret?: string;
      }>;
    };
  };
}
