import { ConfigReader } from '@backstage/config';
import { readAzureDevopsSources } from './readAzureDevopsSources';

function sourceOf(own: object) {
  const { sources } = readAzureDevopsSources(
    new ConfigReader({
      integrations: {
        azure: [
          {
            host: 'tfs.example.org',
            credentials: [
              { organizations: ['Main'], personalAccessToken: 'shared' },
              { personalAccessToken: 'usual' },
            ],
          },
        ],
      },
      engineeringInsights: { sources: { 'azure-devops': [own] } },
    }),
  );
  return sources.at(-1)!;
}

const basic = (token: string) =>
  `Basic ${Buffer.from(`:${token}`).toString('base64')}`;

it.each([
  ['of its organization', { organization: 'Main' }, 'shared'],
  ['of its host', { organization: 'Second' }, 'usual'],
  ['of its own', { organization: 'Main', token: 'own' }, 'own'],
])('brings the token %s', async (_, own, token) => {
  const source = sourceOf({ host: 'tfs.example.org', ...own });
  await expect(source.authorization()).resolves.toBe(basic(token));
});

it('finds the classic releases of the cloud on their host, and those of a server on its own', () => {
  expect(sourceOf({ organization: 'acme', token: 'x' })).toMatchObject({
    baseUrl: 'https://dev.azure.com/acme',
    releaseBaseUrl: 'https://vsrm.dev.azure.com/acme',
    apiVersion: '7.1',
  });
  expect(
    sourceOf({
      host: 'tfs.example.org',
      organization: 'Main',
      baseUrl: 'https://tfs.example.org/tfs/Main',
      apiVersion: '6.0',
    }),
  ).toMatchObject({
    releaseBaseUrl: 'https://tfs.example.org/tfs/Main',
    apiVersion: '6.0',
  });
});
