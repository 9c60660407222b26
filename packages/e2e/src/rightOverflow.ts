import type { Page } from 'playwright-core';

/** How many pixels of a page lie to the right of the screen. */
export function rightOverflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}
