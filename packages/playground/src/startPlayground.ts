import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createApp } from './server/createApp';
import {
  createWebhookSender,
  type WebhookSender,
} from './server/webhookSender';
import type { PlaygroundOptions } from './options';
import { openStateFile, type StateFile } from './stateFile';
import { createWorld, type World } from './simulation/world';

export interface Playground {
  readonly url: string;
  readonly anchorDay: string;
  readonly world: World;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const TICK_MILLISECONDS = 1000;

/** The world's clock in seconds: real, or stopped where `--now` says. */
function createClock({ now, pulseSeconds }: PlaygroundOptions): () => number {
  if (now === undefined) return () => Math.floor(Date.now() / 1000);
  if (pulseSeconds === undefined) return () => now;
  const started = Date.now();
  return () => now + Math.floor((Date.now() - started) / 1000);
}

/** Keeps the world moving while people watch, and tells subscribers. */
function startTicking(options: {
  world: World;
  clock: () => number;
  stateFile: StateFile;
  sender?: WebhookSender;
  pulseSeconds?: number;
}): () => void {
  const { world, clock, stateFile, sender, pulseSeconds } = options;
  // Where people work each week; the others are to stay as quiet as they are.
  const busy = world.company.repositories.filter(
    ({ weeklyPullRequests }) => weeklyPullRequests >= 1,
  );
  // What people watch is alive from the first minute on.
  world.advance(clock());
  for (const { name } of world.company.repositories) world.repository(name);
  if (sender) world.listen(live => sender.send(live));
  let pulses = stateFile.state.pulses.length;
  let lastPulse = clock();
  const timer = setInterval(() => {
    const now = clock();
    if (pulseSeconds !== undefined && now - lastPulse >= pulseSeconds) {
      lastPulse = now;
      const pulse = {
        repository: busy[pulses++ % busy.length].name,
        at: now + 1,
      };
      stateFile.addPulse(pulse);
      world.addPulse(pulse);
    }
    world.advance(now);
  }, TICK_MILLISECONDS);
  return () => clearInterval(timer);
}

/** Beside the state, where there is one; else gone when the playground is. */
function openGitDirectory(state: string | undefined): {
  directory: string;
  release: () => void;
} {
  if (state) {
    return { directory: join(dirname(state), 'git'), release: () => undefined };
  }
  const directory = mkdtempSync(join(tmpdir(), 'playground-git-'));
  return {
    directory,
    release: () => rmSync(directory, { recursive: true, force: true }),
  };
}

export async function startPlayground(
  options: PlaygroundOptions,
  log: (line: string) => void,
): Promise<Playground> {
  const clock = createClock(options);
  const { seed, months, components, faults } = options;
  const stateFile = openStateFile({
    path: options.state,
    seed,
    months,
    now: clock(),
  });
  const { anchorDay, pulses } = stateFile.state;
  const world = createWorld({ seed, months, components, anchorDay, pulses });
  world.advance(clock());

  const git = openGitDirectory(options.state);
  const server = createServer(
    createApp({
      world,
      seed,
      clock,
      faults,
      log,
      gitDirectory: git.directory,
    }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, HOST, resolve);
  });
  const url = `http://${HOST}:${(server.address() as AddressInfo).port}`;

  const sender =
    options.webhook &&
    createWebhookSender({ ...options.webhook, site: { origin: url }, log });
  const isLive = sender !== undefined || options.pulseSeconds !== undefined;
  const stopTicking = isLive
    ? startTicking({
        world,
        clock,
        stateFile,
        sender,
        pulseSeconds: options.pulseSeconds,
      })
    : undefined;
  return {
    url,
    anchorDay,
    world,
    async close() {
      stopTicking?.();
      await sender?.settled();
      server.closeAllConnections();
      await new Promise<void>((resolve, reject) =>
        server.close(error => (error ? reject(error) : resolve())),
      );
      git.release();
    },
  };
}
