export interface Config {
  engineeringInsights?: {
    sources?: {
      /**
       * The Microsoft Entra tenants whose Teams incident channels are read.
       */
      teams?: Array<{
        /**
         * The directory (tenant) id, a GUID.
         */
        tenantId?: string;
        /**
         * The application (client) id of the app registration.
         */
        clientId?: string;
        /**
         * A client secret of the app registration.
         * @visibility secret
         */
        clientSecret?: string;
        /**
         * The ids of the teams whose channels are read, GUIDs.
         */
        teams?: string[];
        /**
         * Which channels are incidents.
         */
        incidentChannels?: {
          /**
           * A regular expression over the whole name of a channel, with the
           * named groups `service` and `severity` where names tell them.
           */
          pattern?: string;
        };
        /**
         * A secret that Microsoft Graph repeats in every change notification.
         * Without it change notifications are not accepted.
         * @visibility secret
         */
        clientState?: string;
        /**
         * Where this portal receives change notifications, as Microsoft Graph
         * reaches it:
         * `https://portal.example.com/api/engineering-insights/v1/webhooks/teams`.
         * Without it nothing is subscribed to and the channels are only polled.
         */
        notificationUrl?: string;
        /**
         * The security tokens of outgoing webhooks, one of each team that has
         * one.
         * @deepVisibility secret
         */
        outgoingWebhookTokens?: string[];
        /**
         * Where tokens are issued: `https://login.microsoftonline.com` by
         * default.
         */
        authority?: string;
        /**
         * Where Microsoft Graph is: `https://graph.microsoft.com` by default.
         */
        graphBaseUrl?: string;
      }>;
    };
  };
}
