import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { findHarm } from './hostile/findHarm';
import { HOSTILE } from './hostile/hostileCatalog';
import { SOURCE_HOST } from './hostile/hostileFacts';
import { HOSTILE_PAGES, type HostilePage } from './hostile/hostilePages';
import { hostileMarkup } from './hostile/hostileText';
import { startHostileWorld, type HostileWorld } from './hostile/hostileWorld';
import { watchPage, type Watch } from './hostile/watchPage';
import { closePages, openPage } from './openPage';
import { rightOverflow } from './rightOverflow';

// A portal of its own starts first.
jest.setTimeout(300_000);

const TEXT_TIMEOUT_MS = 30_000;
const DORA = `/catalog/default/component/${HOSTILE.component}/dora`;
const BADGE = `/api/engineering-insights/v1/badges/dora.change-lead-time/component/default/${HOSTILE.component}.svg`;

let world: HostileWorld;
/** All that a link may lead to. */
let hosts: readonly string[];

beforeAll(async () => {
  world = await startHostileWorld();
  const { metrics } = await world.ask('/metrics');
  const references: readonly { url: string }[] = metrics.flatMap(
    (metric: { references: readonly { url: string }[] }) => metric.references,
  );
  hosts = [
    new URL(world.url).host,
    SOURCE_HOST,
    ...world.sourceHosts,
    ...references.map(({ url }) => new URL(url).host),
    // Backstage's own cards explain themselves there.
    'backstage.io',
  ];
});
afterAll(async () => {
  await closePages();
  await world?.stop();
});

/** Those of some markers whose text is not shown as it was written. */
async function missing(page: Page, markers: readonly string[], within: string) {
  const isShown = async (marker: string) =>
    page
      .waitForFunction(
        ([text, selector]) =>
          [...document.querySelectorAll(selector)].some(element =>
            element.textContent?.includes(text),
          ),
        [hostileMarkup(marker), within],
        { timeout: TEXT_TIMEOUT_MS },
      )
      .then(() => true)
      .catch(() => false);
  const shown = await Promise.all(markers.map(isShown));
  return markers.filter((_, index) => !shown[index]);
}

const ONLY_TEXT = { missing: [], harm: [], seen: [], rightOverflow: 0 };

/** What is wrong with a page, once it shows the texts that it must show. */
async function lookAt(options: {
  page: Page;
  watch: Watch;
  shows: readonly string[];
  within?: string;
}) {
  const { page, watch, shows, within = ':root' } = options;
  return {
    missing: await missing(page, shows, within),
    harm: await findHarm(page, hosts),
    seen: watch.take(),
    rightOverflow: await rightOverflow(page),
  };
}

describe.each([
  [
    'a wide screen whose browser would run it',
    { viewport: { width: 1400, height: 900 }, bypassesCsp: true },
  ],
  ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true }],
] as const)('what others wrote, on %s', (_, device) => {
  let page: Page;
  let watch: Watch;

  beforeAll(async () => {
    page = await openPage({
      path: '/settings',
      signInAs: 'Sam Rivera',
      portalUrl: world.url,
      ...device,
    });
    await page.getByText('Sam Rivera').first().waitFor();
    watch = await watchPage(page);
  });

  it.each(HOSTILE_PAGES.map(each => [each.name, each] as const))(
    'is text and nothing else: %s',
    async (__, { path, shows, within, act }: HostilePage) => {
      await page.goto(path);
      await act?.(page);
      expect(await lookAt({ page, watch, shows, within })).toEqual(ONLY_TEXT);
    },
  );

  it('would be noticed', async () => {
    await page.goto(DORA);
    await missing(page, ['version'], ':root');
    await page.evaluate(html => {
      document.body.insertAdjacentHTML(
        'beforeend',
        `${html}<a href="javascript:hostile()" target="_blank">a</a>`,
      );
    }, hostileMarkup('control'));
    // It runs, or is refused, once there is no such image.
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLImageElement>('[data-hostile]')?.complete,
    );
    await page.waitForTimeout(200);
    expect(await findHarm(page, hosts)).toEqual([
      expect.stringMatching(/^element: <img /),
      'address: href=javascript:hostile()',
      expect.stringMatching(/^without noopener: <a /),
    ]);
    expect(watch.take()).toContainEqual(
      expect.stringMatching(
        'bypassesCsp' in device ? 'ran: control' : 'Content Security Policy',
      ),
    );
  });

  it('is text in a badge that is opened by itself', async () => {
    await page.goto(BADGE);
    expect(await lookAt({ page, watch, shows: ['componentTitle'] })).toEqual(
      ONLY_TEXT,
    );
  });
});

describe('what others wrote', () => {
  it('is text on paper', async () => {
    const page = await openPage({
      path: DORA,
      signInAs: 'Sam Rivera',
      portalUrl: world.url,
      viewport: { width: 1400, height: 900 },
      bypassesCsp: true,
    });
    const watch = await watchPage(page);
    await page.reload();
    const shows = ['version', 'environmentOne', 'causedIncident'];
    expect(await missing(page, shows, ':root')).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(
      await lookAt({ page, watch, shows, within: '[data-print-page]' }),
    ).toEqual(ONLY_TEXT);
  });

  it('is text in a table to download, and no formula', async () => {
    const page = await openPage({
      path: DORA,
      signInAs: 'Sam Rivera',
      portalUrl: world.url,
    });
    await page.getByRole('button', { name: 'More', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Deployments as CSV' }).click(),
    ]);
    const csv = await readFile(await download.path(), 'utf8');
    const inCell = (marker: string) =>
      hostileMarkup(marker).replaceAll('"', '""');
    expect(csv).toContain(inCell('environmentOne'));
    expect(csv).toContain(`"'=1+1 ${inCell('formula')}`);
  });

  it.each([
    // eslint-disable-next-line no-script-url -- what must not become a link
    'javascript:hostile()',
    ' \tjavascript:hostile()',
    'data:text/html,<script>hostile()</script>',
    'vbscript:hostile()',
    '//evil.example/',
    '/catalog',
  ])('is refused as an address that is not of the web: %j', async url => {
    const fact = {
      kind: 'incident',
      externalId: 'incident-refused',
      url,
      title: 'Refused',
      severity: 'low',
      openedAt: '2026-01-01T00:00:00Z',
    };
    expect(
      await world.ask('/events', {
        method: 'POST',
        body: { scope: 'refused', facts: [fact] },
      }),
    ).toMatchObject({
      written: 0,
      invalid: [
        { index: 0, path: 'url', message: 'must be an http or https URL' },
      ],
    });
  });
});
