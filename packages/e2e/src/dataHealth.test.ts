import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { findSmallTargets } from './findSmallTargets';
import { closePages, openPage } from './openPage';

afterAll(closePages);

const PATH = '/engineering-insights/data-health';
const WIDE = { viewport: { width: 1400, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const GROUP = '?entity=group:default/engineering';

type Device = Omit<Parameters<typeof openPage>[0], 'path' | 'signInAs'>;

async function openHealth(device: Device, query = GROUP): Promise<Page> {
  const page = await openPage({
    path: `${PATH}${query}`,
    signInAs: 'Jonas Weber',
    ...device,
  });
  await page.getByText('How much of it can be counted?').waitFor();
  return page;
}

const rightOverflow = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });

async function seriousFindings(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .include('main')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, targets: nodes.map(node => node.target) }));
}

/** On the page, and in the badge of a tab. */
const openers = (page: Page) =>
  page.getByRole('button', { name: /^Show [\d,]+: |^Show what is missing: / });

describe.each([
  ['a wide screen', WIDE],
  ['a phone', PHONE],
] as const)('data health on %s', (_, device) => {
  it.each(['light', 'dark'] as const)(
    'has no serious accessibility finding in %s, and needs no sideways scroll',
    async colorScheme => {
      const page = await openHealth({ ...device, colorScheme });
      await page.getByText('Which services have gaps?').waitFor();
      await page.getByRole('button', { name: 'Download CSV' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(await rightOverflow(page)).toBe(0);
    },
  );

  it('opens what a fraction lacks, with as many records as it says', async () => {
    const page = await openHealth(device);
    const opener = openers(page).first();
    const [, missing] = /Show ([\d,]+)/i.exec(await opener.innerText())!;
    await opener.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('link').first().waitFor();
    expect(await dialog.getAttribute('aria-labelledby')).toBeTruthy();
    expect(await dialog.innerText()).toContain(missing);
    expect(page.url()).toContain('gaps=');
    const more = dialog.getByRole('button', { name: 'Show more' });
    while (await more.isVisible()) {
      await more.click();
      await page.waitForLoadState('networkidle');
    }
    const records = dialog.locator('tbody tr, li');
    expect(await records.count()).toBe(Number(missing.replace(',', '')));
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(page.url()).not.toContain('gaps=');
  });
});

describe('data health', () => {
  it("is that of the reader's own group where the address names none", async () => {
    const page = await openHealth(WIDE, '');
    await page.getByText(/^Your group/).waitFor();
    await page.getByRole('link', { name: 'Payments' }).first().waitFor();
    expect(new URL(page.url()).searchParams.has('entity')).toBe(false);
  });

  it('finds an entity in the catalog and looks at it', async () => {
    const page = await openHealth(WIDE, '');
    await page.getByLabel('Component, system, domain or group').fill('ledger');
    await page
      .getByRole('option', { name: /component:default\/ledger/ })
      .click();
    await page.waitForURL(/entity=component/);
    const table = page.getByRole('table', {
      name: 'How far was each source read?',
    });
    await table.waitFor();
    expect(await table.getByRole('row').count()).toBeGreaterThan(1);
  });

  it('searches, filters, sorts and downloads the services, and leads to each', async () => {
    const page = await openHealth(WIDE);
    const table = page.getByRole('table', {
      name: 'Which services have gaps?',
    });
    const rows = table.getByRole('row');
    await rows.nth(2).waitFor();
    const all = await rows.count();
    await page.getByRole('searchbox', { name: 'Search' }).fill('ledger');
    await page.waitForURL(/search=ledger/);
    expect(await rows.count()).toBeLessThan(all);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(
      /^data-health-engineering-.*\.csv$/,
    );
    await page.getByRole('searchbox', { name: 'Search' }).fill('');
    await page.getByRole('button', { name: /^Show: All services/ }).click();
    await page.getByRole('option', { name: 'With gaps' }).click();
    await page.waitForURL(/show=gaps/);
    await table.getByRole('button', { name: 'Service' }).click();
    await page.waitForURL(/sort=-service/);
    await table.getByRole('link').first().click();
    await page
      .getByRole('table', { name: 'How far was each source read?' })
      .waitFor();
  });

  it('opens a list by keyboard and gives the focus back', async () => {
    const page = await openHealth(WIDE);
    const opener = openers(page).first();
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('link').first().waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(
      await opener.evaluate(element => element === document.activeElement),
    ).toBe(true);
  });

  it('has controls for fingers', async () => {
    const page = await openHealth(PHONE);
    await page.getByRole('button', { name: 'Download CSV' }).waitFor();
    expect(await findSmallTargets(page.locator('[data-print-page]'))).toEqual(
      [],
    );
  });

  it.each([
    ['DORA', '/catalog/default/group/engineering/dora'],
    ['Team analytics', '/catalog/default/group/engineering/team-analytics'],
  ])('opens from the badge of the %s tab', async (_, path) => {
    const page = await openPage({ path, signInAs: 'Jonas Weber', ...WIDE });
    await page.getByRole('button', { name: /^Data/ }).click();
    const details = page.getByRole('dialog', {
      name: 'How complete the data is',
    });
    await openers(page).first().waitFor();
    const { y, height } = (await details.boundingBox())!;
    expect(y + height).toBeLessThanOrEqual(WIDE.viewport.height);
    await openers(page).first().click();
    const list = page.getByRole('dialog').last();
    await list.getByRole('link').first().waitFor();
    await list.getByRole('button', { name: 'Close' }).click();
    await details.getByRole('link', { name: 'Open the data health' }).click();
    await page.waitForURL(/engineering-insights\/data-health\?entity=/);
    await page.getByText('How much of it can be counted?').waitFor();
    expect(await rightOverflow(page)).toBe(0);
  });
});
