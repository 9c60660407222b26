import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const CONTENT_TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** Lets the browser find the app of that folder at the portal's URL, before the portal's own backend. */
export async function serveAppFrom({ context, url, folder }) {
  const isOfApp = ({ origin, pathname }) =>
    origin === new URL(url).origin && !pathname.startsWith('/api/');
  await context.route(isOfApp, async route => {
    const { pathname } = new URL(route.request().url());
    // Pages are the app's to tell apart.
    const file = extname(pathname) ? pathname : 'index.html';
    await route.fulfill({
      body: await readFile(join(folder, file)),
      contentType: CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
    });
  });
}
