import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { findSmallTargets } from './findSmallTargets';
import { closePages, openPage } from './openPage';

// The page is looked at as a whole, which takes long where the machine is shared.
jest.setTimeout(180_000);
afterAll(closePages);

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const WIDE = { viewport: { width: 1400, height: 900 } };

type Device = Omit<Parameters<typeof openPage>[0], 'path' | 'signInAs'>;

async function openDora(device: Device, query = ''): Promise<Page> {
  const page = await openPage({
    path: `/catalog/default/component/payments/dora${query}`,
    signInAs: 'Jonas Weber',
    ...device,
  });
  await page.getByText('(UTC):').first().waitFor();
  return page;
}

const card = (page: Page, title: string) =>
  page.getByRole('button', { name: new RegExp(`^${title}`) });

/** On a phone the controls are on a sheet. */
async function openMenu(page: Page, isOnSheet: boolean) {
  if (isOnSheet)
    await page.getByRole('button', { name: /^90 days · / }).press('Enter');
  const opener = page.getByRole('button', { name: /^Measured as/ });
  const { x, width } = (await opener.boundingBox())!;
  expect(x + width).toBeLessThanOrEqual(page.viewportSize()!.width);
  await opener.press('Enter');
  const menu = page.getByRole('menu', { name: 'Measured as' });
  await menu.waitFor();
  // Texts that still fade in have less contrast than they will have.
  await menu.evaluate(async element => {
    const paper = element.closest('.MuiPaper-root')!;
    await Promise.all(paper.getAnimations().map(({ finished }) => finished));
  });
  return menu;
}

const rightOverflow = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });

async function seriousFindings(page: Page, within = 'body') {
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]);
}

describe.each([
  ['a wide screen', WIDE, false],
  ['a phone', PHONE, true],
] as const)('the DORA tab on %s', (_, device, isOnSheet) => {
  it('is measured as the reader chooses with the keyboard, on cards and in Explain', async () => {
    const page = await openDora(device);
    await card(page, 'Change lead time')
      .getByText('median, commit to production')
      .waitFor();
    const menu = await openMenu(page, isOnSheet);
    for (const name of [
      'Statistic: 90th percentile',
      'Change lead time counts: Pull requests',
      'Change lead time begins: When a pull request is merged',
    ]) {
      await menu.getByRole('menuitemradio', { name }).press('Enter');
      await menu.getByRole('menuitemradio', { name, checked: true }).waitFor();
    }
    expect(isOnSheet ? await findSmallTargets(menu) : []).toEqual([]);
    await page.waitForURL(/statistic=p90&unit=pullRequest&start=merged/);
    await page.keyboard.press('Escape');
    if (isOnSheet)
      await page.getByRole('button', { name: 'Done' }).press('Enter');
    await card(page, 'Change lead time')
      .getByText('90th percentile, merge to production')
      .waitFor();
    await page.getByText(/Change lead time counts pull requests/).waitFor();
    expect(await rightOverflow(page)).toBe(0);

    await card(page, 'Change lead time').press('Enter');
    await page
      .getByText(
        'Measured as: 90th percentile, per pull request, merge to production.',
      )
      .waitFor();
    await page
      .getByText(/90th percentile lies between|is at the 90th/)
      .waitFor();
    await page.getByRole('button', { name: 'Close' }).press('Enter');
    await card(page, 'Change fail rate').press('Enter');
    await page.getByText(/failed of .* that can be judged/).waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'has no serious accessibility finding, its menu neither (%s)',
    async colorScheme => {
      const page = await openDora(
        { ...device, colorScheme },
        '?statistic=p90&unit=pullRequest&start=opened',
      );
      await card(page, 'Change lead time')
        .getByText('90th percentile, opened to production')
        .waitFor();
      await page.getByText(/^1–25 of/).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(await rightOverflow(page)).toBe(0);
      await openMenu(page, isOnSheet);
      expect(await seriousFindings(page, '[role=menu]')).toEqual([]);
    },
  );
});
