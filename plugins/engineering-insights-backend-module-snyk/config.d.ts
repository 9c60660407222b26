export interface Config {
  engineeringInsights?: {
    sources?: {
      /**
       * The Snyk tenants that findings are read from.
       */
      snyk?: Array<{
        /**
         * Where the REST API of the tenant's region is:
         * `https://api.snyk.io/rest` by default, `https://api.eu.snyk.io/rest`
         * and `https://api.au.snyk.io/rest` for the EU and Australia.
         */
        apiBaseUrl?: string;
        /**
         * Where people use Snyk, for links: `https://app.snyk.io` by default,
         * or the like of the API's address.
         */
        appBaseUrl?: string;
        /**
         * The ids of the organizations of this tenant. Needed where there are
         * several tenants; an organization that none names belongs to the first.
         */
        organizations?: string[];
        /**
         * The token of a service account that may read.
         * @visibility secret
         */
        token?: string;
        /**
         * The secret of the organizations' webhooks. Without it webhooks are not
         * accepted and Snyk is only polled.
         * @visibility secret
         */
        webhookSecret?: string;
      }>;
    };
  };
}
