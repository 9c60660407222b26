import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { findSmallTargets } from './findSmallTargets';
import { closePages, openPage, type DemoPerson } from './openPage';

afterAll(closePages);

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1400, height: 900 };
const GROUP = 'group:default/engineering';
const API = '/api/engineering-insights/v1';
const TRIAGE = `${API}/triage/group/default/engineering`;
const LISTS = [
  'Incidents without a cause',
  'Deployments without a known commit',
  'Deployments without an environment',
  'Accounts that no one in the catalog has',
  'Corrected by hand',
];
const NOTE = 'Tried by a browser test.';

type Device = Omit<Parameters<typeof openPage>[0], 'path' | 'signInAs'>;

async function openTriage(
  device: Device,
  options: { signInAs?: DemoPerson; query?: string } = {},
): Promise<Page> {
  const { signInAs = 'Jonas Weber', query = `?entity=${GROUP}` } = options;
  const page = await openPage({
    path: `/engineering-insights/triage${query}`,
    signInAs,
    ...device,
  });
  await page
    .getByRole('heading', { name: 'Corrected by hand' })
    .waitFor({ timeout: 60_000 });
  return page;
}

const block = (page: Page, name: string) => page.getByRole('region', { name });
const isLoaded = async (page: Page) => {
  for (const name of LISTS) {
    await block(page, name)
      .getByRole('status', { name: /^Loading/ })
      .waitFor({ state: 'detached' });
  }
};
const rightOverflow = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });

async function seriousFindings(page: Page, within: string) {
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, targets: nodes.map(node => node.target) }));
}

/** What is corrected by hand in the whole demo, as the portal tells it. */
async function corrections(page: Page): Promise<unknown[]> {
  const [answer] = await Promise.all([
    page.waitForResponse(
      response =>
        response.url().includes(`${TRIAGE}/corrections`) && response.ok(),
    ),
    page.reload(),
  ]);
  return (await answer.json()).items;
}

/** Tells why, saves, and waits until it is said that it was taken. */
async function save(page: Page) {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Why/).fill(NOTE);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/^Taken: /).waitFor();
}

/** The correction stands in the list with who made it and why. */
async function waitForListed(page: Page, verdict: string) {
  const listed = block(page, 'Corrected by hand');
  await listed.getByText(verdict).first().waitFor({ timeout: 30_000 });
  await listed.getByText(NOTE).first().waitFor();
  await listed.getByRole('link', { name: /jonas/i }).first().waitFor();
}

const waitForNothingListed = (page: Page) =>
  block(page, 'Corrected by hand')
    .getByText(/^Nothing is corrected by hand/)
    .waitFor({ timeout: 30_000 });

describe.each([
  ['a wide screen', { viewport: WIDE, colorScheme: 'light' }],
  ['a wide dark screen', { viewport: WIDE, colorScheme: 'dark' }],
  ['a phone', { viewport: PHONE, hasTouch: true, colorScheme: 'light' }],
  ['a dark phone', { viewport: PHONE, hasTouch: true, colorScheme: 'dark' }],
] as const)('triage on %s', (_, device) => {
  it('shows every list within the screen, without a serious accessibility finding', async () => {
    const page = await openTriage(device);
    await isLoaded(page);
    for (const name of LISTS) {
      await block(page, name).waitFor();
    }
    expect(await rightOverflow(page)).toBe(0);
    expect(await seriousFindings(page, 'article')).toEqual([]);
    const smallTargets =
      'hasTouch' in device
        ? await findSmallTargets(page.locator('article'))
        : [];
    expect(smallTargets).toEqual([]);
  });
});

describe('triage', () => {
  it("opens on the reader's own group", async () => {
    const page = await openTriage({ viewport: WIDE }, { query: '' });
    await page
      .getByRole('link', { name: 'Payments', exact: true })
      .first()
      .waitFor();
    expect(new URL(page.url()).searchParams.has('entity')).toBe(false);
  });

  it('leads from the counts to the lists, and the address keeps which', async () => {
    const page = await openTriage({ viewport: WIDE });
    await isLoaded(page);
    await page
      .getByRole('list', { name: 'Lists' })
      .getByRole('link', { name: /Corrected by hand/ })
      .click();
    await page.waitForURL(/list=corrections/);
    expect(page.url()).toContain(encodeURIComponent(GROUP).slice(0, 5));
  });

  it('has no corrections for a developer, and shows operators what no service hears of', async () => {
    const developer = await openTriage(
      { viewport: WIDE },
      { signInAs: 'Mira Okafor' },
    );
    await isLoaded(developer);
    await developer.getByText(/^You may read this and not correct/).waitFor();
    expect(
      await developer.getByRole('button', { name: /^Link: / }).count(),
    ).toBe(0);
    const operator = await openTriage(
      { viewport: WIDE },
      { signInAs: 'Sam Rivera' },
    );
    await block(operator, 'Incidents that no service hears of').waitFor();
  });

  it('says that an incident was not caused by a change by keyboard alone, and undoes it', async () => {
    const page = await openTriage({ viewport: WIDE });
    const button = page
      .getByRole('button', { name: /^Not caused by a change: / })
      .first();
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await seriousFindings(page, '[role="dialog"]')).toEqual([]);
    await dialog.getByLabel(/^Why/).focus();
    await page.keyboard.type(NOTE);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(/^Taken: Not caused by a change/).waitFor();
    await waitForListed(page, 'Not caused by a change');
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await page.getByText(/^Taken back: /).waitFor();
    await waitForNothingListed(page);
    expect(await corrections(page)).toEqual([]);
  });

  it('links an incident to a deployment before it, and takes it back in the list', async () => {
    const page = await openTriage({ viewport: WIDE });
    await page
      .getByRole('button', { name: /^Link: Regression after/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    const choice = dialog.getByLabel(/^Deployment before the incident/);
    await choice.click();
    await page.getByRole('option').first().click();
    await save(page);
    await waitForListed(page, 'Linked to a deployment');
    await block(page, 'Corrected by hand')
      .getByRole('button', { name: /^Take back: / })
      .first()
      .click();
    await page.getByText(/^Taken back: /).waitFor();
    await waitForNothingListed(page);
    expect(await corrections(page)).toEqual([]);
  });

  // Every deployment of the demo has its commit, so the list is given two that have theirs.
  it.each([
    ['Mark as failed', false, 'Marked as failed'],
    ['Not a failure', true, 'Not a failure'],
  ])(
    'says of a deployment “%s”, says so on its number, and undoes it',
    async (action, isFailed, verdict) => {
      const page = await openTriage({ viewport: WIDE });
      const answer = page.waitForResponse(/payments\/deployments/);
      await page.goto('/catalog/default/component/payments/dora');
      const rows: {
        id: string;
        isFailed: boolean;
        rolloutId?: string;
        isMarkedByHand: boolean;
        finishedAt: string;
      }[] = (await (await answer).json()).items;
      const row = rows.find(
        each => each.isFailed === isFailed && each.rolloutId,
      )!;
      await page.route(/triage\/.*\/deployments\?.*gap=revision/, route =>
        route.fulfill({
          json: {
            items: [
              {
                id: row.id,
                service: {
                  ref: 'component:default/payments',
                  kind: 'component',
                  title: 'Payments',
                },
                title: 'tried',
                finishedAt: row.finishedAt,
                source: 'github',
                reason: 'noRevision',
                isCounted: true,
                isFailed,
                isMarkedByHand: false,
              },
            ],
            totalCount: 1,
          },
        }),
      );
      await page.goto(`/engineering-insights/triage?entity=${GROUP}`);
      await page.getByRole('button', { name: `${action}: tried` }).click();
      await save(page);
      await waitForListed(page, verdict);
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByText(/^Taken back: /).waitFor();
      await waitForNothingListed(page);
      expect(await corrections(page)).toEqual([]);
    },
  );
});
