import type { ChildProcess } from 'node:child_process';

/** What a program that was forked says next, but for what its loader says: which files it read. */
export function nextMessage<T extends object>(child: ChildProcess): Promise<T> {
  return new Promise(resolve => {
    const listen = (message: object) => {
      if ('type' in message && message.type === 'watch') return;
      child.off('message', listen);
      resolve(message as T);
    };
    child.on('message', listen);
  });
}
