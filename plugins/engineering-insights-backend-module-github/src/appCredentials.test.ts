import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { createGithubClient } from './client';
import { credentialsOf } from './credentialsOf';
import { readGithubSources } from './readGithubSources';
import {
  sendJson,
  startGithubServer,
  type ReceivedRequest,
} from './testUtils/startGithubServer';

const APP_ID = 4711;
const key = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    // As GitHub hands out the key of an App.
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
const { privateKey, publicKey } = key();
const INSTALLATIONS: Readonly<Record<string, number>> = {
  Acme: 1,
  Umbrella: 2,
};
const stops: Array<() => Promise<void>> = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map(stop => stop()));
});

/** Whether it is a JWT as GitHub asks for: RS256, of the App, no longer than ten minutes. */
function isOfApp({ headers }: ReceivedRequest): boolean {
  const [head, payload, signature] = (headers.authorization ?? '')
    .replace(/^bearer /i, '')
    .split('.');
  const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString());
  const { iss, iat, exp } = JSON.parse(
    Buffer.from(payload ?? '', 'base64url').toString() || '{}',
  );
  return (
    alg === 'RS256' &&
    Number(iss) === APP_ID &&
    exp - iat <= 600 &&
    verify(
      'sha256',
      Buffer.from(`${head}.${payload}`),
      createPublicKey(publicKey),
      Buffer.from(signature, 'base64url'),
    )
  );
}

/** Plays GitHub as its description has it: installations of an App, their tokens, and an API that takes these. */
async function startGithubOfApp(
  options: {
    tokenMinutes?: number;
    tokenStatus?: number;
    isSilent?: boolean;
    privateKey?: string;
    fallbackToken?: string;
  } = {},
) {
  const { tokenMinutes = 60, tokenStatus = 201 } = options;
  let tokenCount = 0;
  const server = await startGithubServer((request, response) => {
    const path = request.url.pathname.replace('/api/v3', '');
    const installation = /^\/app\/installations\/(\d+)\/access_tokens$/.exec(
      path,
    );
    if (path.startsWith('/app/')) {
      if (options.isSilent) return;
      if (!isOfApp(request)) {
        const message = 'A JSON web token could not be decoded';
        sendJson(response, { message }, { status: 401 });
      } else if (!installation) {
        sendJson(
          response,
          Object.entries(INSTALLATIONS).map(([login, id]) => ({
            id,
            account: { login, type: 'Organization' },
            repository_selection: 'all',
            suspended_by: null,
            suspended_at: null,
          })),
        );
      } else if (tokenStatus !== 201) {
        const message = 'This installation has been suspended';
        sendJson(response, { message }, { status: tokenStatus });
      } else {
        tokenCount += 1;
        sendJson(
          response,
          {
            token: `ghs_${installation[1]}_${tokenCount}`,
            expires_at: new Date(
              Date.now() + tokenMinutes * 60_000,
            ).toISOString(),
            permissions: { contents: 'read' },
            repository_selection: 'all',
          },
          { status: 201 },
        );
      }
      return;
    }
    sendJson(
      response,
      { authorization: request.headers.authorization },
      {
        headers: {
          'x-ratelimit-limit': '5000',
          'x-ratelimit-remaining': '4000',
          'x-ratelimit-reset': '4102444800',
          'x-ratelimit-resource': 'core',
        },
      },
    );
  });
  stops.push(server.stop);
  const { host } = new URL(server.apiBaseUrl);
  const config = new ConfigReader({
    integrations: {
      github: [
        {
          host,
          apiBaseUrl: server.apiBaseUrl,
          ...(options.fallbackToken && { token: options.fallbackToken }),
          apps: [
            {
              appId: APP_ID,
              privateKey: options.privateKey ?? privateKey,
              clientId: 'an id',
              clientSecret: 'unused here',
              webhookSecret: 'unused here',
            },
          ],
        },
      ],
    },
  });
  const [source] = readGithubSources(config).sources;
  const provider = DefaultGithubCredentialsProvider.fromIntegrations(
    ScmIntegrations.fromConfig(config),
  );
  const client = createGithubClient({
    ...source,
    credentials: credentialsOf({ provider }),
    timeoutMilliseconds: 1_000,
  });
  const read = (slug: string) =>
    client.get({
      scope: { externalId: slug },
      permission: 'Contents: read',
      signal: new AbortController().signal,
      path: `/repos/${slug}/releases`,
    });
  return { host, read, received: server.received };
}

const pathsOf = (received: readonly ReceivedRequest[]) =>
  received.map(({ url }) => url.pathname.replace('/api/v3', ''));

describe('a GitHub App', () => {
  it('reads with the token of the installation of each owner, each with a budget of its own', async () => {
    const { host, read, received } = await startGithubOfApp();
    await expect(read('acme/payments')).resolves.toMatchObject({
      data: { authorization: 'Bearer ghs_1_1' },
      budget: {
        credential: `app of ${host}/acme, core`,
        remaining: 4000,
        scopePrefix: 'acme/',
      },
    });
    await expect(read('umbrella/search')).resolves.toMatchObject({
      data: { authorization: 'Bearer ghs_2_2' },
      budget: { credential: `app of ${host}/umbrella, core` },
    });
    // A token is good for an hour, for all repositories of its owner.
    await read('acme/payments');
    await read('acme/Search');
    expect(pathsOf(received)).toEqual([
      '/app/installations',
      '/app/installations/1/access_tokens',
      '/repos/acme/payments/releases',
      '/app/installations/2/access_tokens',
      '/repos/umbrella/search/releases',
      '/repos/acme/payments/releases',
      '/repos/acme/Search/releases',
    ]);
  });

  it('has a token renewed that is about to expire', async () => {
    const { read } = await startGithubOfApp({ tokenMinutes: 5 });
    await expect(read('acme/payments')).resolves.toMatchObject({
      data: { authorization: 'Bearer ghs_1_1' },
    });
    await expect(read('acme/payments')).resolves.toMatchObject({
      data: { authorization: 'Bearer ghs_1_2' },
    });
  });

  it('whose key GitHub refuses is told as such', async () => {
    const { host, read, received } = await startGithubOfApp({
      privateKey: key().privateKey,
    });
    await expect(read('acme/payments')).rejects.toMatchObject({
      name: 'AuthenticationError',
      message: expect.stringContaining(
        `GitHub refused the GitHub App itself on ${host}. Check appId and privateKey in integrations.github[].apps`,
      ),
    });
    expect(pathsOf(received)).toEqual(['/app/installations']);
  });

  it('whose key is none is told as such, without the key', async () => {
    const { read, received } = await startGithubOfApp({
      privateKey:
        '-----BEGIN RSA PRIVATE KEY-----\nbm8ga2V5\n-----END RSA PRIVATE KEY-----',
    });
    const failure = await read('acme/payments').catch((error: Error) => error);
    expect(failure).toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('Check appId and privateKey'),
    });
    expect(String(failure)).not.toContain('bm8ga2V5');
    expect(received).toEqual([]);
  });

  it('that an owner did not install stops no other, and nothing is read without credentials', async () => {
    const { host, read, received } = await startGithubOfApp();
    await expect(read('initech/tps')).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: `There are no credentials for initech on ${host}. Install the GitHub App there, or set a token in integrations.github.`,
    });
    await expect(read('acme/payments')).resolves.toMatchObject({
      result: 'ok',
    });
    expect(pathsOf(received)).not.toContain('/repos/initech/tps/releases');
  });

  it('gives way to the token where an owner did not install it', async () => {
    const { host, read } = await startGithubOfApp({ fallbackToken: 'ghp_x' });
    await expect(read('initech/tps')).resolves.toMatchObject({
      data: { authorization: 'Bearer ghp_x' },
      budget: { credential: `token of ${host}, core` },
    });
  });

  it.each([403, 404, 410])(
    'of which an installation is suspended or gone (%d) does not mark the repository as gone',
    async tokenStatus => {
      const { read } = await startGithubOfApp({ tokenStatus });
      await expect(read('acme/payments')).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining(
          'Check that it is neither suspended nor removed.',
        ),
      });
    },
  );

  it('that is kept waiting for its token counts as unreachable', async () => {
    const { read } = await startGithubOfApp({ isSilent: true });
    await expect(read('acme/payments')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('whose installations GitHub fails to list is asked for later', async () => {
    const { read } = await startGithubOfApp({ tokenStatus: 502 });
    await expect(read('acme/payments')).rejects.toMatchObject({
      name: 'SourceFailureError',
      status: 502,
    });
  });
});
