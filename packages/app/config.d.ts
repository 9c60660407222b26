export interface Config {
  auth?: {
    providers?: {
      /** Sign-in without a password, for the demo only. */
      demo?: {
        /**
         * The people that the sign-in page offers.
         * @deepVisibility frontend
         */
        people: Array<{
          /** A User entity of the catalog. */
          userEntityRef: string;
          name: string;
          role: string;
          /** One sentence on what this person may see. */
          sees: string;
          /** Names of permissions of Engineering Insights. */
          may?: string[];
        }>;
      };
    };
  };
}
