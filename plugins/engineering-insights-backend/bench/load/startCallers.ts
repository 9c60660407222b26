import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nextMessage } from '../nextMessage';
import type { Load, LoadReport } from './messages';

export interface Callers {
  ask(load: Load): Promise<LoadReport>;
  stop(): void;
}

/** Callers in a process of their own, so that neither their time nor their memory is the portal's. */
export function startCallers(): Callers {
  const child = fork(join(__dirname, 'callers.ts'));
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`The callers ended with exit code ${code}.`);
  });
  return {
    async ask(load) {
      child.send(load);
      return Promise.race([nextMessage<LoadReport>(child), failed]);
    },
    stop() {
      failed.catch(() => {});
      child.kill();
    },
  };
}
