import type { Page } from 'playwright-core';

/** What came to pass on a page that must not. */
export interface Watch {
  /** What it is since it was last asked. */
  readonly take: () => readonly string[];
}

/** Listens to all that a hostile text could do: its function called, dialogs, other windows, refused code, errors. */
export async function watchPage(page: Page): Promise<Watch> {
  let seen: string[] = [];
  await page.exposeFunction('hostile', (...said: unknown[]) => {
    seen.push(`ran: ${said}`);
  });
  page.on('dialog', async dialog => {
    seen.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('popup', popup => seen.push(`window: ${popup.url()}`));
  page.on('pageerror', error => seen.push(`error: ${error.message}`));
  // Also what the policy of content refuses.
  page.on('console', message => {
    if (message.type() === 'error') seen.push(`console: ${message.text()}`);
  });
  return {
    take() {
      const taken = seen;
      seen = [];
      return taken;
    },
  };
}
