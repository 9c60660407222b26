import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { findSmallTargets } from './findSmallTargets';
import { closePages, openPage } from './openPage';

afterAll(closePages);

const PATH = '/engineering-insights/sources';
const WIDE = { viewport: { width: 1400, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

type Device = Omit<Parameters<typeof openPage>[0], 'path' | 'signInAs'>;

async function openSources(device: Device): Promise<Page> {
  const page = await openPage({
    path: PATH,
    signInAs: 'Sam Rivera',
    ...device,
  });
  await page.getByText('Are the sources read?').waitFor();
  await page.getByRole('button', { name: /^GitHub/ }).waitFor();
  return page;
}

async function openGithub(device: Device): Promise<Page> {
  const page = await openSources(device);
  await page.getByRole('button', { name: /^GitHub/ }).click();
  await page.waitForURL(/source=github/);
  await page.getByText(/^1–50 of/).waitFor();
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

describe.each([
  ['a wide screen', WIDE],
  ['a phone', PHONE],
] as const)('the sources on %s', (_, device) => {
  it.each(['light', 'dark'] as const)(
    'have no serious accessibility finding in %s, all of them and one',
    async colorScheme => {
      const page = await openSources({ ...device, colorScheme });
      expect(await seriousFindings(page)).toEqual([]);
      expect(await rightOverflow(page)).toBe(0);
      await page.getByRole('button', { name: /^GitHub/ }).click();
      await page.getByText(/^1–50 of/).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(await rightOverflow(page)).toBe(0);
      await page.getByRole('button', { name: 'All sources' }).click();
      await page.getByText('Are the sources read?').waitFor();
      expect(page.url()).not.toContain('source=');
    },
  );
});

describe('the sources', () => {
  it('turn pages, filter by state and text, and keep that in the address', async () => {
    const page = await openGithub(WIDE);
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText(/^51–100 of/).waitFor();
    expect(page.url()).toContain('page=2');
    await page.getByRole('searchbox', { name: 'Search' }).fill('payments');
    const table = page.getByRole('table', { name: 'Streams' });
    await table.getByRole('cell', { name: 'acme/payments' }).first().waitFor();
    expect(page.url()).toMatch(/text=payments/);
    expect(page.url()).not.toContain('page=');
    await page.reload();
    await table.getByRole('cell', { name: 'acme/payments' }).first().waitFor();
    await page.getByRole('button', { name: /^State:/ }).click();
    await page.getByRole('option', { name: 'failing' }).click();
    await page.waitForURL(/state=failing/);
  });

  it('retry a stream and say so', async () => {
    const page = await openGithub(WIDE);
    const retry = page.getByRole('button', { name: /^Retry now: / }).first();
    await retry.focus();
    await page.keyboard.press('Enter');
    await page.getByText(/is read as soon as a replica is free\.$/).waitFor();
  });

  it('understand a stream anew once that is confirmed, and say what it came to', async () => {
    const page = await openGithub(WIDE);
    await page.getByRole('searchbox', { name: 'Search' }).fill('releases');
    await page.waitForURL(/text=releases/);
    const replay = page.getByRole('button', { name: /^Replay: releases/ });
    await replay.first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await replay.first().click();
    await dialog.getByRole('button', { name: 'Replay' }).click();
    await page.getByText(/understood anew, |nothing to understand/).waitFor();
  });

  it('have controls for fingers', async () => {
    const page = await openGithub(PHONE);
    expect(await findSmallTargets(page.locator('[data-print-page]'))).toEqual(
      [],
    );
  });

  it('are no tab for those who may not see them', async () => {
    const page = await openPage({
      path: '/engineering-insights/data-health',
      signInAs: 'Mira Okafor',
      ...WIDE,
    });
    await page.getByRole('tab', { name: 'Data health' }).waitFor();
    expect(await page.getByRole('tab', { name: 'Sources' }).count()).toBe(0);
  });
});
