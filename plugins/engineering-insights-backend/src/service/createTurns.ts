/** Has work done when fewer than so many others are at it; until then it waits in the order of asking. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** So that those who ask for much at once do not take all connections from the others. */
export function createTurns(atOnce: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async work => {
    if (running >= atOnce) {
      await new Promise<void>(resolve => {
        waiting.push(resolve);
      });
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) {
        next();
      } else {
        running -= 1;
      }
    }
  };
}
