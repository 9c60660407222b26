export interface Config {
  engineeringInsights?: {
    sources?: {
      /**
       * The SonarQube servers, and the organizations of SonarQube Cloud, that
       * findings and measures are read from.
       */
      sonarqube?: Array<{
        /**
         * Where SonarQube is, without `/api`: `https://sonarqube.example.com`.
         * `https://sonarcloud.io`, SonarQube Cloud, by default.
         */
        baseUrl?: string;
        /**
         * Where people open what is found, if not at `baseUrl`.
         */
        externalBaseUrl?: string;
        /**
         * What stands before the slash of `sonarqube.org/project-key` at the
         * entities of this server or organization. Needed where there are
         * several; entities that name none belong to the one called `default`,
         * or else to the first.
         */
        name?: string;
        /**
         * The key of the organization. Needed for SonarQube Cloud, absent for
         * a server.
         */
        organization?: string;
        /**
         * A token of the type User.
         * @visibility secret
         */
        token?: string;
        /**
         * How the token is sent: `bearer` by default, `basic` to servers older
         * than 10.0.
         */
        authentication?: 'bearer' | 'basic';
        /**
         * The secret of the webhook. Without it webhooks are not accepted and
         * SonarQube is only polled.
         * @visibility secret
         */
        webhookSecret?: string;
      }>;
    };
  };
}
