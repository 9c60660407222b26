import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

// eslint-disable-next-line no-restricted-syntax -- a program of the repository, which is in no package
const PROGRAM = join(__dirname, '../../../../scripts/startOwnPortal.mjs');

export interface OwnPortal {
  readonly url: string;
  /** Of the operator. */
  readonly token: string;
  readonly stop: () => Promise<void>;
}

/** Starts another portal beside that of all tests: with its own database, catalog and sources. */
export async function startOwnPortal(options: {
  catalogFile: string;
  /** Where all sources of the demo's configuration are. */
  sourcesHost: string;
}): Promise<OwnPortal> {
  const { catalogFile, sourcesHost } = options;
  const child = fork(PROGRAM, [catalogFile, sourcesHost], {
    // Those of Jest are for Jest.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr!.on('data', text => {
    said += text;
  });
  const exited = once(child, 'exit');
  const [started] = await Promise.race([
    once(child, 'message'),
    exited.then(() => {
      throw new Error(`The portal did not start: ${said}`);
    }),
  ]);
  return {
    ...(started as Pick<OwnPortal, 'url' | 'token'>),
    async stop() {
      child.disconnect();
      await exited;
    },
  };
}
