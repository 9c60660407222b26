import type { GithubCredentialsProvider } from '@backstage/integration';
import type { GithubClientOptions } from './client';

/** The plugin's own token where it has one, else the portal's credentials for each address. */
export function credentialsOf(options: {
  provider: GithubCredentialsProvider;
  token?: string;
}): GithubClientOptions['credentials'] {
  const { provider, token } = options;
  return async url =>
    token
      ? { type: 'token', headers: { authorization: `Bearer ${token}` } }
      : provider.getCredentials({ url });
}
