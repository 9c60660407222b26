import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from '../childProcesses.mjs';
import { findFreePort } from '../ports.mjs';

/** Starts the built portal on a database and waits until guests can sign in. */
export async function startInstalledPortal({
  name,
  portal,
  database,
  logFolder,
  onEnd,
}) {
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const configFile = join(portal.folder, `app-config.${name}.yaml`);
  // JSON is YAML too.
  await writeFile(
    configFile,
    JSON.stringify(configOf({ portal, url, port, database })),
  );
  const program = await startProgram({
    name,
    folder: portal.folder,
    entry: 'packages/backend',
    args: [
      join(portal.folder, 'app-config.yaml'),
      join(portal.folder, 'app-config.readme.yaml'),
      configFile,
    ].flatMap(file => ['--config', file]),
    env: {
      NODE_ENV: 'production',
      GITHUB_TOKEN: 'playground-token',
      GITHUB_WEBHOOK_SECRET: 'playground-webhook-secret',
    },
    requires: [],
    logFolder,
  });
  onEnd(program.stop);
  const token = await Promise.race([
    waitForSignIn({ url, name, logFolder }),
    program.failed,
  ]);
  return { url, token, ...program };
}

function configOf({ portal, url, port, database }) {
  const { host } = portal.source;
  return {
    app: { baseUrl: url },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      cors: { origin: url },
      database,
      actions: { pluginSources: ['catalog'] },
    },
    auth: {
      providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
    },
    integrations: {
      github: [
        { host, apiBaseUrl: `http://${host}/api/v3`, token: '${GITHUB_TOKEN}' },
      ],
    },
    catalog: {
      locations: [
        { type: 'file', target: join(portal.folder, 'catalog-info.yaml') },
        // The group that owns the component, as a new portal comes with it.
        {
          type: 'file',
          target: join(portal.folder, 'examples', 'org.yaml'),
          rules: [{ allow: ['User', 'Group'] }],
        },
      ],
    },
  };
}

// Guests may sign in before every plugin has started.
async function waitForSignIn({ url, name, logFolder }) {
  const deadline = Date.now() + 180_000;
  while (Date.now() < deadline) {
    const isReady = await ask(`${url}/.backstage/health/v1/readiness`);
    const signIn = isReady && (await ask(`${url}/api/auth/guest/refresh`));
    if (signIn) return signIn.backstageIdentity.token;
    await sleep(500);
  }
  throw new Error(
    `Nobody can sign in to the new portal at ${url} after three minutes; ${logFolder}/${name}.log says why.`,
  );
}

async function ask(url) {
  const response = await fetch(url).catch(() => undefined);
  return response?.ok ? response.json() : undefined;
}
