import type { Locator, Page } from 'playwright-core';
import { findSmallTargets } from './findSmallTargets';
import { closePages, openPage } from './openPage';
import { rightOverflow } from './rightOverflow';

afterAll(closePages);

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1400, height: 900 };
const CARDS = [
  'Throughput',
  'Cycle time',
  'Time to first review',
  'Pull request size',
];
const TILES = [
  'Waiting for first review',
  'In progress for long',
  'Default branch red',
  'Open incidents',
];

type Device = Omit<Parameters<typeof openPage>[0], 'path' | 'signInAs'>;

async function openTeam(
  device: Device,
  query = '',
  group = 'payments',
): Promise<Page> {
  const page = await openPage({
    path: `/catalog/default/group/${group}/team-analytics${query}`,
    signInAs: 'Jonas Weber',
    ...device,
  });
  await page.getByText(/owned, whoever did it\./).waitFor();
  return page;
}

const card = (page: Page, title: string) =>
  page.getByRole('button', { name: new RegExp(`^${title}`) });
const section = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name} `) });
const block = (page: Page, name: string | RegExp) =>
  page.getByRole('region', { name });

async function closeWithEscape(page: Page, dialog: Locator) {
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}

describe.each([
  ['a wide screen', { viewport: WIDE }],
  ['a phone', { viewport: PHONE, hasTouch: true }],
] as const)('the Team analytics tab on %s', (_, device) => {
  it('shows what waits, four cards with values and the charts of Flow', async () => {
    const page = await openTeam(device);
    for (const title of CARDS) {
      await card(page, title).waitFor();
    }
    for (const title of TILES) {
      await page.getByText(title, { exact: true }).first().waitFor();
    }
    await block(page, 'Where does the time go?').waitFor();
    await block(page, 'What has been open for long?').waitFor();
    await block(page, /^How many pull requests are merged/).waitFor();
    expect(await card(page, 'Throughput').innerText()).toMatch(
      /\d+(\.\d)? per week/,
    );
    expect(await rightOverflow(page)).toBe(0);
  });

  it('opens the list of a tile, whose titles lead to the source, and closes it again', async () => {
    const page = await openTeam(device, '', 'engineering');
    const tiles = page.getByRole('button', { name: /longest: / });
    await tiles.first().waitFor();
    await tiles.first().click();
    const list = page.getByRole('dialog');
    await list.getByRole('row').nth(1).waitFor();
    expect(page.url()).toContain('now=');
    expect(
      await list.getByRole('row').nth(1).getByRole('link').getAttribute('href'),
    ).toMatch(/^https?:/);
    await closeWithEscape(page, list);
    expect(page.url()).not.toContain('now=');
  });

  it('names the services, each with a link to its page', async () => {
    const page = await openTeam(device);
    await page.getByRole('button', { name: /^\d+ services?$/ }).click();
    const list = page.getByRole('dialog', { name: /^Services of/ });
    const link = list.getByRole('link').first();
    await link.waitFor();
    expect(await link.getAttribute('href')).toMatch(
      /^\/catalog\/default\/component\//,
    );
    await closeWithEscape(page, list);
  });

  it.each([
    ['Planning', 'Is work piling up?'],
    ['Balance', 'What is merged without review?'],
    ['Quality', 'Do pipelines succeed?'],
  ])(
    'loads %s when it is opened, and the address keeps it',
    async (name, title) => {
      const page = await openTeam(device);
      await card(page, 'Cycle time').waitFor();
      let isAsked = false;
      page.on('request', request => {
        isAsked ||= request.url().includes(`section=${name.toLowerCase()}`);
      });
      expect(await block(page, title).count()).toBe(0);
      expect(isAsked).toBe(false);
      await section(page, name).click();
      await block(page, title).waitFor();
      expect(isAsked).toBe(true);
      expect(decodeURIComponent(page.url())).toContain(
        `sections=flow,${name.toLowerCase()}`,
      );
      expect(await rightOverflow(page)).toBe(0);
      await page.reload();
      await block(page, title).waitFor();
      await section(page, name).click();
      await block(page, title).waitFor({ state: 'hidden' });
      expect(page.url()).not.toContain('sections=');
    },
  );

  it('has each chart of Flow as a table too', async () => {
    const page = await openTeam(device);
    for (const name of [
      'Where does the time go?',
      'What has been open for long?',
      /^How many pull requests are merged/,
    ]) {
      const chart = block(page, name);
      await chart.getByRole('button', { name: 'Table' }).click();
      await chart.getByRole('row').nth(1).waitFor();
      expect(await chart.getByRole('row').count()).toBeGreaterThan(1);
    }
  });
});

describe('the bar of the Team analytics tab', () => {
  it('keeps window, comparison, clock and sub-teams in the address', async () => {
    const page = await openTeam({ viewport: WIDE }, '', 'engineering');
    await card(page, 'Cycle time').waitFor();
    await page.getByRole('button', { name: /^Window/ }).click();
    await page.getByRole('option', { name: '30 days' }).click();
    await page.waitForURL(/window=30/);
    await page.getByRole('checkbox', { name: 'Compare' }).click();
    await page.waitForURL(/compare=off/);
    await page.getByRole('button', { name: /^Clock/ }).click();
    await page.getByRole('option', { name: 'Working hours' }).click();
    await page.waitForURL(/clock=working/);
    await card(page, 'Cycle time')
      .getByText(/working/)
      .first()
      .waitFor();
    const subTeams = page.getByRole('checkbox', { name: 'Sub-teams' });
    expect(await subTeams.isChecked()).toBe(true);
    const address = page.url();
    await page.reload();
    await card(page, 'Cycle time')
      .getByText(/working/)
      .first()
      .waitFor();
    expect(page.url()).toBe(address);
    await subTeams.click();
    await page.waitForURL(/subTeams=off/);
    await page.getByText(/owned no service in this window/).waitFor();
    expect(await card(page, 'Cycle time').count()).toBe(0);
  });

  it('offers the numbers as CSV, printing and the definitions', async () => {
    const page = await openTeam({ viewport: WIDE });
    await card(page, 'Cycle time').waitFor();
    const menu = page.getByRole('button', { name: 'More', exact: true });
    await menu.click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Numbers as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(
      /^team-analytics-payments-.*\.csv$/,
    );
    await menu.click();
    await page.getByRole('menuitem', { name: 'Definitions' }).click();
    const definitions = page.getByRole('dialog', { name: 'Definitions' });
    await definitions.getByText('Time to first review').first().waitFor();
    await closeWithEscape(page, definitions);
    await menu.click();
    expect(
      await page.getByRole('menuitem', { name: 'Print' }).isVisible(),
    ).toBe(true);
  });

  it('is a chip with a sheet on a phone, with controls for fingers', async () => {
    const page = await openTeam({ viewport: PHONE, hasTouch: true });
    await card(page, 'Cycle time').waitFor();
    expect(await findSmallTargets(page.locator('[data-print-page]'))).toEqual(
      [],
    );
    await page.getByRole('button', { name: /^90 days · compared/ }).tap();
    const sheet = page.getByRole('presentation').filter({ hasText: 'Done' });
    await sheet.getByRole('button', { name: /^Clock/ }).waitFor();
    expect(await findSmallTargets(sheet)).toEqual([]);
    await sheet.getByRole('button', { name: /^Clock/ }).tap();
    await page.getByRole('option', { name: 'Working hours' }).tap();
    await page.waitForURL(/clock=working/);
    await sheet.getByRole('button', { name: 'Done' }).tap();
    await page
      .getByRole('button', { name: /compared · working hours$/ })
      .waitFor();
    expect(page.url()).toContain('clock=working');
  });
});

describe('with the keyboard', () => {
  it('opens a section, a card and Explain, and gives the focus back', async () => {
    const page = await openTeam({ viewport: WIDE });
    await card(page, 'Cycle time').focus();
    await page.keyboard.press('Enter');
    const explain = page.getByRole('dialog', {
      name: 'How Cycle time is calculated',
    });
    await explain.getByText(/^Included \(\d+\)/).waitFor();
    await closeWithEscape(page, explain);
    expect(
      await card(page, 'Cycle time').evaluate(
        element => element === document.activeElement,
      ),
    ).toBe(true);
    await section(page, 'Quality').focus();
    await page.keyboard.press('Enter');
    await block(page, 'Do pipelines succeed?').waitFor();
    expect(await section(page, 'Quality').getAttribute('aria-expanded')).toBe(
      'true',
    );
  });

  it('moves over the points of ageing work and the columns of throughput', async () => {
    const page = await openTeam({ viewport: WIDE });
    const ageing = block(page, 'What has been open for long?');
    const first = ageing.locator('svg [role="button"]').first();
    await first.waitFor();
    await first.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tooltip').waitFor();
    const chart = block(page, /^How many pull requests are merged/).locator(
      '.recharts-surface[tabindex="0"]',
    );
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL(/explain=flow\.throughput/);
    expect(page.url()).toContain('explain=flow.throughput');
  });
});
