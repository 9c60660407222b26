import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createTestConnector,
  readAll,
  titlesOf,
} from './__testUtils__/createTestConnector';
import { startSshServer } from './__testUtils__/startSshServer';
import {
  createTestDirectory,
  TestRepository,
} from './__testUtils__/TestRepository';

// Git and ssh are started anew for each question, and a busy machine takes its time.
jest.setTimeout(60_000);

const directory = createTestDirectory();
let server: Awaited<ReturnType<typeof startSshServer>>;
let externalId: string;

beforeAll(async () => {
  const repository = TestRepository.create(join(directory.path, 'shop'));
  repository.commit('One', '2026-01-01T00:00:00Z');
  repository.git(['tag', 'v1.0.0']);
  externalId = repository.gitDirectory.slice(1);
  const keys = join(directory.path, 'keys');
  mkdirSync(keys);
  server = await startSshServer(keys);
});
afterAll(async () => {
  await server.stop();
  directory.remove();
});

const read = async (
  options: {
    identityFile?: string;
    knownHostsFile?: string;
    origin?: string;
    externalId?: string;
  } = {},
) => {
  const { origin, identityFile, knownHostsFile } = { ...server, ...options };
  const connector = await createTestConnector({
    directory: directory.path,
    allow: [origin],
    entry: { ssh: { identityFile, knownHostsFile } },
  });
  return readAll(connector, 'commits', {
    scope: { externalId: options.externalId ?? externalId },
  });
};

it('reads by ssh, with the key and the host that the configuration names', async () => {
  expect(titlesOf((await read()).items)).toEqual(['One']);
});

it('says that a key is not taken', async () => {
  const identityFile = server.createKey('stranger');
  await expect(read({ identityFile })).rejects.toMatchObject({
    name: 'AuthenticationError',
    message: expect.stringMatching(/identityFile/),
  });
});

it('speaks to no host with another key', async () => {
  const knownHostsFile = join(directory.path, 'nobody');
  writeFileSync(knownHostsFile, '');
  await expect(read({ knownHostsFile })).rejects.toMatchObject({
    name: 'AuthenticationError',
  });
});

it('says that there is no such repository', async () => {
  await expect(read({ externalId: 'nothing.git' })).rejects.toMatchObject({
    name: 'NotFoundError',
  });
});

it('says that the host cannot be reached', async () => {
  await expect(read({ origin: 'ssh://git@127.0.0.1:9' })).rejects.toMatchObject(
    {
      name: 'ServiceUnavailableError',
    },
  );
});
