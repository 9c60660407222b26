import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nextMessage } from '../nextMessage';
import type { FromClients, ToClients } from './messages';

export interface Clients {
  /** @returns when each client was told of the entity, in milliseconds since 1970. */
  whenTold(entityRef: string, change: () => Promise<void>): Promise<number[]>;
  stop(): void;
}

/** Clients in a process of their own, so that their memory is not the server's. */
export async function startClients(options: {
  readonly url: string;
  readonly count: number;
}): Promise<Clients> {
  const child = fork(join(__dirname, 'clients.ts'));
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`The clients ended with exit code ${code}.`);
  });
  const answer = () => Promise.race([nextMessage<FromClients>(child), failed]);
  const send = (message: ToClients) => child.send(message);
  send({ type: 'open', ...options });
  await answer();
  return {
    async whenTold(entityRef, change) {
      send({ type: 'expect', entityRef });
      const answered = answer();
      await change();
      const told = await answered;
      return told.type === 'told' ? [...told.at] : [];
    },
    stop() {
      failed.catch(() => {});
      child.kill();
    },
  };
}
