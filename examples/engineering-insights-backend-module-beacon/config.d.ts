export interface Config {
  engineeringInsights?: {
    sources?: {
      /**
       * The Beacons that alerts are read from.
       */
      beacon?: Array<{
        /**
         * Its address: `https://beacon.acme.example`.
         */
        baseUrl: string;
        /**
         * A token that may read alerts.
         * @visibility secret
         */
        token: string;
        /**
         * What Beacon signs its webhooks with. Without it webhooks are not
         * accepted and Beacon is only polled.
         * @visibility secret
         */
        webhookSecret?: string;
      }>;
    };
  };
}
