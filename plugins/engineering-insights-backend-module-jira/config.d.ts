export interface Config {
  engineeringInsights?: {
    sources?: {
      /**
       * The Jira sites that Engineering Insights reads.
       */
      jira?: Array<{
        /**
         * The address of the site: `https://acme.atlassian.net`, or
         * `https://jira.example.org/jira`.
         */
        baseUrl: string;
        /**
         * Where the API answers, where that is not `baseUrl`: an API token with
         * scopes is taken at `https://api.atlassian.com/ex/jira/<cloud id>` alone.
         */
        apiBaseUrl?: string;
        /**
         * `cloud` by default.
         */
        product?: 'cloud' | 'dataCenter';
        /**
         * The account that the API token of Jira Cloud belongs to. Without it
         * the token is sent as a bearer token, as Data Center takes it.
         */
        email?: string;
        /**
         * An API token of Jira Cloud, or a personal access token of Data Center.
         * @visibility secret
         */
        token?: string;
        /**
         * The secret of the webhooks of this site. Without it webhooks are not
         * accepted and Jira is only polled.
         * @visibility secret
         */
        webhookSecret?: string;
        /**
         * What the annotations begin with: `jira` by default, so that
         * `jira/project-key` is read.
         */
        annotationPrefix?: string;
        /**
         * Name or id of the field with the estimate. By default the fields
         * named Story Points and Story point estimate.
         */
        estimateField?: string;
      }>;
    };
  };
}
