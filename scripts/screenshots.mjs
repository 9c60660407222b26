import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { provideChromium } from './lib/chromium.mjs';
import { repositoryRoot } from './lib/paths.mjs';

// Takes the pictures of docs/screenshots from a portal that runs: ./run start, then yarn screenshots.
const url = process.env.PORTAL_URL ?? 'http://localhost:7007';
const folder = join(repositoryRoot, 'docs', 'screenshots');

const WIDE = { width: 1400, height: 1000 };
const PHONE = { width: 390, height: 844 };
const dora = (component, query = '') => `/catalog/default/component/${component}/dora${query}`;

const PICTURES = [
  { name: 'dora-wide-light', path: dora('payments'), viewport: WIDE, theme: 'light' },
  { name: 'dora-wide-dark', path: dora('payments'), viewport: WIDE, theme: 'dark' },
  { name: 'dora-phone-light', path: dora('payments'), viewport: PHONE, theme: 'light' },
  { name: 'dora-phone-dark', path: dora('payments'), viewport: PHONE, theme: 'dark' },
  { name: 'explain', path: dora('payments', '?explain=dora.change-lead-time'), viewport: WIDE, theme: 'light', isCut: true },
  { name: 'explain-phone', path: dora('payments', '?explain=dora.change-fail-rate'), viewport: PHONE, theme: 'light', isCut: true },
  { name: 'real-project', path: dora('github-api', '?from=2021-01-01&to=2022-01-01'), viewport: WIDE, theme: 'light' },
  { name: 'system', path: '/catalog/default/system/checkout/dora', viewport: WIDE, theme: 'light' },
  { name: 'state-no-deployment-rule', path: dora('mobile-app'), viewport: WIDE, theme: 'light' },
  { name: 'state-no-production-environment', path: dora('recommendations'), viewport: WIDE, theme: 'dark' },
  { name: 'state-no-data-in-window', path: dora('reports'), viewport: WIDE, theme: 'light' },
  { name: 'state-no-failures', path: dora('pricing'), viewport: WIDE, theme: 'light' },
];

async function takePicture({ browser, name, path, viewport, theme, isCut }) {
  const context = await browser.newContext({ baseURL: url, viewport, colorScheme: theme });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter as Jonas Weber' }).click();
  await page.getByText('Catalog').first().waitFor();
  await page.goto(path);
  await page.getByText('(UTC)').first().waitFor();
  // Charts draw themselves for half a second.
  await page.waitForTimeout(3_000);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: !isCut });
  await context.close();
  console.log(name);
}

await mkdir(folder, { recursive: true });
const launch = await provideChromium();
const browser = await chromium.launch({ ...launch, env: { ...process.env, ...launch.env } });
for (const picture of PICTURES) {
  await takePicture({ browser, ...picture });
}
await browser.close();
