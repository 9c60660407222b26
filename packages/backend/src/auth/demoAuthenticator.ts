import { NotAllowedError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';

/** Takes the person that the sign-in page names in a header, if the configuration lists them. */
export const demoAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),

  initialize({ config }) {
    return config
      .getConfigArray('people')
      .map(person => person.getString('userEntityRef'));
  },

  async authenticate({ req }, people: string[]) {
    // Anybody who reaches the portal may be anybody: never outside of the demo.
    if (process.env.NODE_ENV !== 'development') {
      throw new NotAllowedError(
        'The demo sign-in works only when NODE_ENV is "development".',
      );
    }
    const userEntityRef = req.header('x-demo-person');
    if (!userEntityRef || !people.includes(userEntityRef)) {
      throw new NotAllowedError(
        'The header x-demo-person names nobody of auth.providers.demo.people.',
      );
    }
    return { result: { userEntityRef } };
  },
});
