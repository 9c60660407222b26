import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startProgram } from './childProcesses.mjs';
import { writeGitHistoryCatalog } from './gitHistoryCatalog.mjs';
import { repositoryRoot } from './paths.mjs';

const run = promisify(execFile);

// The operator may ask how far the sources were read.
const operator = 'user:default/sam.rivera';

// How long nothing new came after everything was read.
const SETTLED_MS = 12_000;

/** Builds the app's bundle, which the backend serves. */
export async function buildApp() {
  await run('yarn', ['run', 'build'], {
    cwd: join(repositoryRoot, 'packages', 'app'),
    env: { ...process.env, NODE_ENV: 'production' },
    maxBuffer: 64 * 1024 * 1024,
  }).catch(error => {
    throw new Error(`Building the app failed:\n${error.stdout}${error.stderr}`);
  });
}

/**
 * Starts the portal, backend and app on one port, and waits until people can sign in.
 * `onEnd` is given what stops it.
 */
export async function startPortal({
  port,
  postgres,
  playground,
  logFolder,
  onEnd,
}) {
  const url = `http://localhost:${port}`;
  const backend = await startProgram({
    name: 'portal',
    folder: 'packages/backend',
    entry: 'src/index.ts',
    args: ['--config', join(repositoryRoot, 'app-config.yaml')],
    logFolder,
    env: {
      NODE_ENV: 'development',
      PORTAL_PORT: String(port),
      PORTAL_APP_URL: url,
      PLAYGROUND_HOST: playground.host,
      PLAYGROUND_CATALOG: playground.catalogFile,
      GIT_HISTORY_CATALOG: await writeGitHistoryCatalog({
        url,
        folder: dirname(playground.catalogFile),
      }),
      POSTGRES_HOST: postgres.host,
      POSTGRES_PORT: String(postgres.port),
      POSTGRES_USER: postgres.user,
      POSTGRES_PASSWORD: postgres.password,
    },
  });
  onEnd(backend.stop);
  const token = await Promise.race([
    waitForSignIn({ url, logFolder }),
    backend.failed,
  ]);
  return { url, token, failed: backend.failed };
}

/** Waits until metrics are known for as many components as there will be, or for two minutes. */
export async function waitForMetrics({ url, token, failed }) {
  return Promise.race([pollMetrics({ url, token }), failed]);
}

// The catalog reads its people after the backend says that it is ready.
async function waitForSignIn({ url, logFolder }) {
  const deadline = Date.now() + 180_000;
  while (Date.now() < deadline) {
    const response = await fetch(`${url}/api/auth/demo/refresh`, {
      headers: { 'x-demo-person': operator },
    }).catch(() => undefined);
    if (response?.ok) return (await response.json()).backstageIdentity.token;
    await sleep(500);
  }
  throw new Error(
    `Nobody can sign in at ${url} after three minutes; ${logFolder}/portal.log says why.`,
  );
}

// Some components never have metrics: nothing of theirs is deployed, or not to production.
async function pollMetrics({ url, token }) {
  const deadline = Date.now() + 120_000;
  let components = { withMetricsCount: 0, totalCount: 0 };
  let unchangedSince = Date.now();
  while (Date.now() < deadline) {
    const answer = await readSources({ url, token });
    const streams = answer.sources.flatMap(source => source.streams);
    const isRead = streams.length > 0 && streams.every(stream => stream.isHistoryDone);
    const isChanged =
      answer.components.withMetricsCount !== components.withMetricsCount ||
      answer.components.totalCount !== components.totalCount;
    if (isChanged || !isRead) unchangedSince = Date.now();
    components = answer.components;
    if (Date.now() - unchangedSince > SETTLED_MS) break;
    await sleep(1000);
  }
  return components;
}

async function readSources({ url, token }) {
  const response = await fetch(`${url}/api/engineering-insights/v1/sources`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(
      `${url} cannot say how far the sources were read: ${answer.detail}`,
    );
  }
  return answer;
}
