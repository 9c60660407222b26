import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { findSmallTargets } from './findSmallTargets';
import { closePages, openPage } from './openPage';

afterAll(closePages);

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1400, height: 900 };
// Incidents tell some of its failures, which the other policy leaves out.
const LEDGER = '?entity=component:default/ledger';
// Most of its failures are told by incidents alone, so that a year is never without one.
const RETURNS = '?entity=component:default/returns';
const STRICT = 'the policy evidence-of-code-only';

type Device = Omit<Parameters<typeof openPage>[0], 'path' | 'signInAs'>;

async function openPolicies(device: Device, query = LEDGER): Promise<Page> {
  const page = await openPage({
    path: `/engineering-insights/policies${query}`,
    signInAs: 'Jonas Weber',
    ...device,
  });
  await page.getByRole('textbox', { name: 'Component' }).waitFor();
  return page;
}

const block = (page: Page, name: string) => page.getByRole('region', { name });

const rightOverflow = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });

async function seriousFindings(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]);
}

/** Opens a list with the keyboard and takes an entry. */
async function choose(page: Page, name: RegExp, option: string) {
  await block(page, 'Compare with').getByRole('button', { name }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: option, exact: true }).focus();
  await page.keyboard.press('Enter');
}

describe.each([
  ['a wide screen', { viewport: WIDE }],
  ['a phone', { viewport: PHONE, hasTouch: true }],
] as const)('the policies on %s', (_, device) => {
  it('are those of the component that is chosen by its name', async () => {
    const page = await openPolicies(device, '');
    await page.getByText(/A policy says what counts as a deployment/).waitFor();
    await page.getByRole('textbox', { name: 'Component' }).fill('payments');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await block(page, 'Policy in force').waitFor();
    expect(page.url()).toContain('entity=component');
    expect(await rightOverflow(page)).toBe(0);
  });

  it('are compared with another one, by keyboard and with the records that differ', async () => {
    const page = await openPolicies(device, RETURNS);
    await choose(page, /Other policy/, STRICT);
    const compared = block(page, 'Compare with');
    await compared.getByText('Incidents tell failures').waitFor();
    expect(page.url()).toContain('with=evidence-of-code-only');
    await choose(page, /Window/, '365 days');
    await page.waitForURL(/window=365d/);
    await compared.getByText('Incidents tell failures').waitFor();
    await compared
      .getByText('That kind of evidence is not looked for there: incident.')
      .first()
      .waitFor();
    expect(await rightOverflow(page)).toBe(0);
  });

  it.each(['light', 'dark'] as const)('are accessible in %s', async theme => {
    const page = await openPolicies(
      { ...device, colorScheme: theme },
      `${LEDGER}&with=evidence-of-code-only`,
    );
    await block(page, 'Compare with')
      .getByText('Incidents tell failures')
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    const smallTargets =
      'hasTouch' in device
        ? await findSmallTargets(block(page, 'Compare with'))
        : [];
    expect(smallTargets).toEqual([]);
  });
});

describe('a badge', () => {
  it('is offered with the Markdown to paste, and is an image for everyone', async () => {
    const page = await openPage({
      path: '/engineering-insights/metrics/dora.change-lead-time/component/default/storefront-web',
      signInAs: 'Jonas Weber',
      viewport: WIDE,
    });
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Badge' }).click();
    const dialog = page.getByRole('dialog');
    const markdown = await dialog
      .getByLabel('Markdown of the badge')
      .textContent();
    const [, image] = /\]\((.*?\.svg)\)\]/.exec(markdown ?? '')!;
    const answer = await fetch(image);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'image/svg+xml; charset=utf-8',
    ]);
    expect(
      await dialog
        .getByRole('img')
        .evaluate(node => (node as HTMLImageElement).naturalHeight),
    ).toBe(20);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('says what is to be done where the component allows none', async () => {
    const page = await openPage({
      path: '/engineering-insights/metrics/dora.change-lead-time/component/default/payments',
      signInAs: 'Jonas Weber',
      viewport: WIDE,
    });
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Badge' }).click();
    await page
      .getByRole('dialog')
      .getByText("engineering-insights/badges: 'true'")
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});
