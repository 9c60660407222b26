import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startProgram } from './childProcesses.mjs';
import { repositoryRoot } from './paths.mjs';

const run = promisify(execFile);

// The operator may ask how far the sources were read.
const operator = 'user:default/sam.rivera';

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
export async function startPortal({ port, postgres, playground, onEnd }) {
  const url = `http://localhost:${port}`;
  const backend = await startProgram({
    name: 'portal',
    folder: 'packages/backend',
    entry: 'src/index.ts',
    args: ['--config', join(repositoryRoot, 'app-config.yaml')],
    env: {
      NODE_ENV: 'development',
      PORTAL_PORT: String(port),
      PORTAL_APP_URL: url,
      PLAYGROUND_HOST: playground.host,
      PLAYGROUND_CATALOG: playground.catalogFile,
      POSTGRES_HOST: postgres.host,
      POSTGRES_PORT: String(postgres.port),
      POSTGRES_USER: postgres.user,
      POSTGRES_PASSWORD: postgres.password,
    },
  });
  onEnd(backend.stop);
  const token = await Promise.race([waitForSignIn(url), backend.failed]);
  return { url, token, failed: backend.failed };
}

/** Waits until metrics are known for as many components as there will be, or for two minutes. */
export async function waitForMetrics({ url, token, failed }) {
  return Promise.race([pollMetrics({ url, token }), failed]);
}

// The catalog reads its people after the backend says that it is ready.
async function waitForSignIn(url) {
  const deadline = Date.now() + 180_000;
  while (Date.now() < deadline) {
    const response = await fetch(`${url}/api/auth/demo/refresh`, {
      headers: { 'x-demo-person': operator },
    }).catch(() => undefined);
    if (response?.ok) return (await response.json()).backstageIdentity.token;
    await sleep(500);
  }
  throw new Error(
    `Nobody can sign in at ${url} after three minutes; .demo/logs/portal.log says why.`,
  );
}

async function pollMetrics({ url, token }) {
  const deadline = Date.now() + 120_000;
  let components;
  do {
    const response = await fetch(`${url}/api/engineering-insights/v1/sources`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(
        `${url} cannot say how far the sources were read: ${answer.detail}`,
      );
    }
    components = answer.components;
    const { withMetricsCount, totalCount } = components;
    if (totalCount > 0 && withMetricsCount === totalCount) break;
    await sleep(1000);
  } while (Date.now() < deadline);
  return components;
}
