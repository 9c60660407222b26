import { collectFiles } from './collectFiles.mjs';
import { serveAppFrom } from './serveAppFrom.mjs';

const PERSON = 'Jonas Weber';
const TIMEOUT_MS = 120_000;

/**
 * The portal's first page in a browser without anything in its cache, signed in.
 * With a folder the app comes from there and the data from the portal.
 */
export async function openPortal({ browser, url, appFolder }) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1400, height: 1000 },
  });
  if (appFolder) await serveAppFrom({ context, url, folder: appFolder });
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  const files = collectFiles(page);
  await page.goto('/');
  await page.getByRole('button', { name: `Enter as ${PERSON}` }).click();
  await page.getByRole('link', { name: 'Payments' }).first().waitFor();
  await files.settle();
  return { page, files, close: () => context.close() };
}
