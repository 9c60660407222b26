export interface Config {
  engineeringInsights?: {
    sources?: {
      /**
       * The PagerDuty accounts that incidents are read from.
       */
      pagerduty?: Array<{
        /**
         * Where the API of the account's service region is:
         * `https://api.pagerduty.com` by default, `https://api.eu.pagerduty.com`
         * for the EU.
         */
        apiBaseUrl?: string;
        /**
         * The value of `pagerduty.com/account` at the entities of this account.
         * Needed where there are several; entities without one belong to the
         * first.
         */
        account?: string;
        /**
         * A read-only REST API key.
         * @visibility secret
         */
        token?: string;
        /**
         * The secret of the account's webhook subscription. Without it webhooks
         * are not accepted and PagerDuty is only polled.
         * @visibility secret
         */
        webhookSecret?: string;
      }>;
    };
  };
}
