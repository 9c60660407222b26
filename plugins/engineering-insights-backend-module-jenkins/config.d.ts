export interface Config {
  engineeringInsights?: {
    sources?: {
      /**
       * The Jenkins controllers that are read. What an entry leaves out is
       * taken from the entry of the same name in `jenkins`, the configuration
       * of Backstage's Jenkins plugin; where there is no entry at all, every
       * controller of that configuration is read.
       */
      jenkins?: Array<{
        /**
         * What the annotation `jenkins.io/job-full-name` calls it, before a
         * colon. `default` by default, which needs no name there.
         */
        name?: string;
        /**
         * The address of Jenkins, with its path where it has one.
         */
        baseUrl?: string;
        /**
         * The user whose API token it is.
         */
        username?: string;
        /**
         * An API token of that user.
         * @visibility secret
         */
        token?: string;
        /**
         * The password that Jenkins' notifications bring. Without it they are
         * not accepted and Jenkins is only polled.
         * @visibility secret
         */
        webhookSecret?: string;
        /**
         * Addresses of the repositories of shared libraries: a pipeline checks
         * them out too, and their revisions are not what it built.
         */
        sharedLibraries?: string[];
      }>;
    };
  };
  jenkins?: {
    baseUrl?: string;
    username?: string;
    /**
     * @visibility secret
     */
    apiKey?: string;
    instances?: Array<{
      name: string;
      baseUrl?: string;
      username?: string;
      /**
       * @visibility secret
       */
      apiKey?: string;
    }>;
  };
}
