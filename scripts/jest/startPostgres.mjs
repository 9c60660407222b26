import { startTestPostgres } from '../lib/postgres.mjs';

const variable = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

/** Jest's globalSetup of packages whose tests use a database; one named by the environment is taken as it is. */
export default async function startPostgres() {
  process.env.BACKSTAGE_TEST_DISABLE_DOCKER = '1';
  if (process.env[variable]) return;
  const server = await startTestPostgres();
  process.env[variable] = server.url;
  globalThis.stopTestPostgres = async () => {
    await server.stop();
    delete process.env[variable];
  };
}
