import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);

const KINDS = ['script', 'stylesheet'];
const QUIET_MS = 1_500;

/** Notes every script and style sheet that the page fetches from now on, with its size in gzip. */
export function collectFiles(page) {
  const sizes = new Map();
  let lastAt = performance.now();
  const note = () => {
    lastAt = performance.now();
  };
  page.on('request', note);
  page.on('requestfinished', note);
  page.on('response', response => {
    if (!KINDS.includes(response.request().resourceType())) return;
    const size = response.body().then(async body => (await pack(body)).length);
    // Whoever asks for the sizes meets the failure.
    size.catch(() => undefined);
    sizes.set(response.url(), size);
  });
  return {
    /** Waits until nothing was asked for or answered for a while. */
    async settle() {
      note();
      while (performance.now() - lastAt < QUIET_MS) await sleep(100);
    },
    /** Bytes in gzip by URL. */
    async sizes() {
      const entries = [...sizes].map(async ([url, size]) => [url, await size]);
      return new Map(await Promise.all(entries));
    },
  };
}
