import { createRequire } from 'node:module';
import { join } from 'node:path';
import { provideChromium } from '../chromium.mjs';
import { repositoryRoot } from '../paths.mjs';

// The browser tests declare it.
const { chromium } = createRequire(
  join(repositoryRoot, 'packages', 'e2e', 'package.json'),
)('playwright-core');

/**
 * Opens the component's page in a browser, waits for the card on its overview, goes from there to the tab DORA and its
 * cards, then to the Team analytics of its owner, and from a phase there to the page of its metric.
 */
export async function checkTabs({ portal, component, logFolder, onEnd }) {
  const launch = await provideChromium();
  const browser = await chromium.launch({
    ...launch,
    env: { ...process.env, ...launch.env },
  });
  onEnd(() => browser.close());
  const context = await browser.newContext({ baseURL: portal.url });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const errors = [];
  page.on('pageerror', error => errors.push(error.message));
  try {
    await page.goto(`/catalog/default/component/${component}`);
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.getByRole('heading', { name: 'DORA metrics' }).waitFor();
    await page.getByRole('term').getByText('Change lead time').waitFor();
    const tab = { name: 'DORA', exact: true };
    await page.getByRole('link', tab).or(page.getByRole('tab', tab)).waitFor();
    await page.getByRole('link', { name: 'Open DORA' }).click();
    await page.getByRole('button', { name: /^Change lead time/ }).waitFor();
    await page.goto('/catalog/default/group/guests/team-analytics');
    await page.getByText('owned, whoever did it.').waitFor();
    await page.getByRole('button', { name: /^Cycle time/ }).click();
    await page.getByRole('link', { name: 'Open this metric' }).click();
    await page.getByRole('heading', { name: 'Cycle time', level: 1 }).waitFor();
    await page.getByText('flow.cycle-time, version').waitFor();
  } catch (error) {
    const screenshot = join(logFolder, 'tabs.png');
    await page.screenshot({ path: screenshot });
    throw new Error(
      `The overview, the tabs and the page of a metric of ${component} do not show the metrics (${[
        error.message,
        ...errors,
      ].join('; ')}). What was there instead: ${screenshot}`,
      { cause: error },
    );
  }
  if (errors.length > 0) {
    throw new Error(
      `The overview, the tabs and the page of a metric of ${component} show, with errors: ${errors.join(
        '; ',
      )}`,
    );
  }
}
