import { chromium, type Browser, type Page } from 'playwright-core';

/** A person whom the demo's sign-in page offers. */
export type DemoPerson =
  | 'Mira Okafor'
  | 'Jonas Weber'
  | 'Aiko Tanaka'
  | 'Sam Rivera';

// Where a machine is shared, a page takes its time; the test's own timeout ends it.
const TIMEOUT_MS = 240_000;

let browser: Browser | undefined;

/** Opens a page of the portal in a browser of its own, signed in as one of the demo's people. */
export async function openPage(options: {
  path: string;
  signInAs?: DemoPerson;
  viewport?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
  /** Whether the reader points with a finger. */
  hasTouch?: boolean;
  /** Where it is not the portal of all tests. */
  portalUrl?: string;
  /** Whether code in the page runs that the portal's policy of content would stop. */
  bypassesCsp?: boolean;
}): Promise<Page> {
  browser ??= await launchBrowser();
  const context = await browser.newContext({
    baseURL: options.portalUrl ?? process.env.PORTAL_URL,
    bypassCSP: options.bypassesCsp,
    viewport: options.viewport ?? { width: 1400, height: 900 },
    colorScheme: options.colorScheme,
    hasTouch: options.hasTouch,
    isMobile: options.hasTouch,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.goto(options.path);
  if (options.signInAs) {
    await page
      .getByRole('button', { name: `Enter as ${options.signInAs}` })
      .click();
  }
  return page;
}

/** Closes every page that was opened. */
export async function closePages() {
  await browser?.close();
  browser = undefined;
}

async function launchBrowser() {
  const launch = JSON.parse(process.env.CHROMIUM_LAUNCH_OPTIONS!);
  return chromium.launch({
    ...launch,
    env: { ...process.env, ...launch.env },
  });
}
