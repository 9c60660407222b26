import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { createFakeConnector } from './__testUtils__/createFakeConnector';
import { createItems } from './__testUtils__/createItems';
import { dumpTables } from './__testUtils__/dumpTables';
import { FakeSource } from './__testUtils__/FakeSource';
import { prepareInstallation } from './__testUtils__/prepareInstallation';
import { startEngine } from './__testUtils__/startEngine';
import { isAllRead, waitUntil } from './__testUtils__/waitUntil';

// Twenty starts of a process take 15 seconds on an idle machine, and minutes on a busy one.
const TIMEOUT_MS = 180_000;

const KILLS = 20;
const SCOPES = ['acme/payments', 'acme/search', 'acme/web', 'acme/ledger'];
const databases = testDatabase();
let source: FakeSource;
let next: ChildProcess | undefined;

function startProcess(knex: Knex, url: string): ChildProcess {
  const { host, port, user, password, database } =
    knex.client.config.connection;
  const connection = { host, port, user, password, database };
  return spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, '__testUtils__', 'runEngine.ts'),
      JSON.stringify({ connection, url }),
    ],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
}

/** Kills a replica while it reads: some requests after the last kill, and somewhere between two. */
async function killAtRandom(child: ChildProcess): Promise<void> {
  const target = source.requests.length + 1 + Math.floor(Math.random() * 12);
  await waitUntil('the replica reads', () => source.requests.length >= target);
  await sleep(Math.random() * 40);
  expect(child.exitCode).toBeNull();
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

afterEach(async () => {
  next?.kill('SIGKILL');
  await source.stop();
});

it(
  'ends the same when its process is killed at twenty random points',
  async () => {
    source = await FakeSource.start();
    const now = Date.now();
    source.items.push(
      ...SCOPES.flatMap(scope => createItems({ scope, count: 120, now })),
    );

    const undisturbed = await databases.create();
    await prepareInstallation({ knex: undisturbed, scopes: SCOPES });
    const engine = startEngine({
      knex: undisturbed,
      connectors: [createFakeConnector({ url: source.url })],
    });
    await waitUntil('all is read', () => isAllRead(undisturbed, 8));
    await engine.stop();

    const knex = await databases.create();
    await prepareInstallation({ knex, scopes: SCOPES });
    source.delayMs = () => 5 + Math.random() * 30;
    const sizes: number[] = [];
    next = startProcess(knex, source.url);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const killed = killAtRandom(next);
      // The next one warms up meanwhile, as starting takes longer than living.
      if (kill < KILLS - 1) next = startProcess(knex, source.url);
      await killed;
      sizes.push(
        (await knex('payloads').count('* as count'))[0].count as number,
      );
    }
    source.delayMs = () => 0;
    const last = startEngine({
      knex,
      connectors: [createFakeConnector({ url: source.url })],
    });
    await waitUntil('all is read', () => isAllRead(knex, 8));
    await last.stop();

    expect(await dumpTables(knex)).toEqual(await dumpTables(undisturbed));
    // The kills hit a reading that was going on, not one that had ended or not begun.
    expect(new Set(sizes.map(Number)).size).toBeGreaterThan(5);
  },
  TIMEOUT_MS,
);
