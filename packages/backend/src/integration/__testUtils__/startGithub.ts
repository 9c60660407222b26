import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, createWorld, type AppOptions } from 'playground';

/** The last second that the simulated company has lived through: a day in the past, so that nothing moves. */
export const PLAYGROUND_NOW = '2026-03-02T12:00:00Z';
export const PLAYGROUND_MONTHS = 4;
/** Before everything that the company did. */
export const FIRST_SYNC_SINCE = '2025-10-01';

const SEED = 'integration';

export type World = ReturnType<typeof createWorld>;

/** Answers a request itself, or lets GitHub answer by returning false. */
export type Breakage = (
  request: IncomingMessage,
  response: ServerResponse,
) => boolean;

export interface Github {
  /** `127.0.0.1:41235` */
  readonly host: string;
  readonly url: string;
  readonly world: World;
  close(): Promise<void>;
}

/** The company whose GitHub is served; one may serve several hosts. */
export function createCompanyWorld(
  options: { seed?: string; components?: number } = {},
): World {
  return createWorld({
    seed: options.seed ?? SEED,
    components: options.components ?? 12,
    months: PLAYGROUND_MONTHS,
    anchorDay: PLAYGROUND_NOW.slice(0, 10),
  });
}

/** Serves the playground's GitHub on a free port, with a broken part where asked. */
export async function startGithub(
  options: Pick<
    AppOptions,
    'faults' | 'rateLimit' | 'rateLimitSeconds' | 'tokens'
  > & {
    world?: World;
    breakage?: Breakage;
    /** A free one where absent. */
    port?: number;
  } = {},
): Promise<Github> {
  const { rateLimit, breakage, port = 0, ...rest } = options;
  const world = options.world ?? createCompanyWorld();
  const now = Date.parse(PLAYGROUND_NOW) / 1000;
  const gitDirectory = await mkdtemp(join(tmpdir(), 'playground-git-'));
  const app = createApp({
    seed: SEED,
    gitDirectory,
    clock: () => now,
    ...rest,
    world,
    // One company's history is more than an hour's limit allows, half of it being the portal's.
    rateLimit: rateLimit ?? 1_000_000,
    log: line => {
      throw new Error(line);
    },
  });
  const server = createServer((request, response) => {
    if (!breakage?.(request, response)) app(request, response);
  });
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    world,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await rm(gitDirectory, { recursive: true, force: true });
    },
  };
}
