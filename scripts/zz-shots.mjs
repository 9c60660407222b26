import { chromium } from 'playwright-core';
import { provideChromium } from './lib/chromium.mjs';
const url = 'http://localhost:7211';
const launch = await provideChromium();
const browser = await chromium.launch({ ...launch, env: { ...process.env, ...launch.env } });
const names = process.argv.slice(3);
const [, , path] = process.argv;
for (const [name, viewport, colorScheme] of [
  ['wl', { width: 1400, height: 1000 }, 'light'],
  ['pd', { width: 390, height: 844 }, 'dark'],
  ['wd', { width: 1400, height: 1000 }, 'dark'],
  ['pl', { width: 390, height: 844 }, 'light'],
].filter(([n]) => names.includes(n))) {
  const context = await browser.newContext({ baseURL: url, viewport, colorScheme });
  context.setDefaultTimeout(200_000);
  const page = await context.newPage();
  page.on('console', m => m.type() === 'error' && console.log('ERR', m.text().slice(0, 300)));
  page.on('pageerror', e => console.log('PAGEERR', e.message.slice(0, 500)));
  await page.goto('/', { timeout: 200_000 });
  await page.getByRole('button', { name: 'Enter as Aiko Tanaka' }).click();
  await page.getByText('Catalog').first().waitFor();
  await page.goto(path, { timeout: 200_000 });
  await page.getByText(/services of/).first().waitFor().catch(e => console.log(e.message.slice(0, 200)));
  await page.getByText(/What moved most/).first().waitFor().catch(() => {});
  await page.waitForTimeout(12_000);
  await page.screenshot({ path: `/tmp/ei/ov-${name}.png`, fullPage: true });
  console.log(name, await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth));
  await context.close();
}
await browser.close();
