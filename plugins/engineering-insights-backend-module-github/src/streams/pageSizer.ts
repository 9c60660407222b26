import { isTooHeavy } from '../isTooHeavy';

/** Asks for one page, of as many nodes as it is told. */
export type PageSizer = <T>(ask: (size: number) => Promise<T>) => Promise<T>;

/**
 * Asks again with half as many nodes where GitHub gives up on a page, down to a
 * single one. What follows grows again, as heavy nodes stand close together.
 */
export function createPageSizer(largest: number): PageSizer {
  let size = largest;
  return async ask => {
    for (;;) {
      try {
        const page = await ask(size);
        size = Math.min(largest, size * 2);
        return page;
      } catch (error) {
        if (size === 1 || !isTooHeavy(error)) throw error;
        size = Math.floor(size / 2);
      }
    }
  };
}
