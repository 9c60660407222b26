import { createHash } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { deploymentStatusEvent } from './deploymentStatusEvent';
import { findAccessibilityProblems } from './findAccessibilityProblems';
import { findSmallTargets } from './findSmallTargets';
import { closePages, openPage } from './openPage';
import { rightOverflow } from './rightOverflow';
import { sendGithubWebhook } from './sendGithubWebhook';

afterAll(closePages);

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1400, height: 900 };
/** A sheet of A4 between its margins. */
const PAPER = { width: 720, height: 1040 };

type Device = Omit<Parameters<typeof openPage>[0], 'path' | 'signInAs'>;

async function openDora(
  device: Device,
  entity = 'component/payments',
  query = '',
): Promise<Page> {
  const page = await openPage({
    path: `/catalog/default/${entity}/dora${query}`,
    signInAs: 'Jonas Weber',
    ...device,
  });
  await page.getByText('(UTC):').first().waitFor();
  return page;
}

/** Where nothing that sticks to an edge of the screen covers it, and once the page has come to rest there. */
async function showInTheMiddle(locator: Locator) {
  await locator.evaluate(element =>
    element.scrollIntoView({ block: 'center', behavior: 'instant' }),
  );
  await locator.page().waitForTimeout(500);
}

describe('on paper', () => {
  it('is the whole page alone, dark on white, also from a dark screen', async () => {
    const page = await openDora({ viewport: WIDE, colorScheme: 'dark' });
    const rows = page
      .getByRole('table', { name: 'Deployments' })
      .locator('tbody tr');
    await rows.nth(24).waitFor();
    await page.getByText(/^1–25 of/).waitFor();
    const total = Number(
      /of (\d+)/.exec(await page.getByText(/^1–25 of/).innerText())![1],
    );
    await page.setViewportSize(PAPER);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.getByRole('heading', { name: 'Payments: DORA' }).waitFor();

    expect(await rows.count()).toBe(total);
    const colors = await page.evaluate(() => {
      const heading = document.querySelector('[data-print-page] h2')!;
      return {
        sheet: getComputedStyle(document.body).backgroundColor,
        text: getComputedStyle(heading).color,
      };
    });
    expect(colors).toEqual({
      sheet: 'rgb(255, 255, 255)',
      text: 'rgb(26, 26, 26)',
    });
    // The charts are drawn with the colours for white.
    expect(
      await page
        .locator('[data-print-page] svg path[stroke="#A84300"]')
        .count(),
    ).toBeGreaterThan(0);
    for (const hidden of [
      page.getByRole('link', { name: 'Settings' }),
      page.getByRole('toolbar'),
      page.getByRole('button', { name: /Download CSV/i }),
      page.getByRole('button', { name: /^Mark as failed/ }).first(),
      page.getByRole('button', { name: 'Table' }).first(),
    ]) {
      expect(await hidden.isVisible()).toBe(false);
    }
    for (const shown of [
      page.getByRole('button', { name: /^Change lead time/ }),
      page.getByText('Where does the time go?'),
      rows.last(),
    ]) {
      expect(await shown.isVisible()).toBe(true);
    }
    expect(await rightOverflow(page)).toBe(0);

    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await page.setViewportSize(WIDE);
    await page.getByText(/^1–25 of/).waitFor();
    expect(await rows.count()).toBe(25);
  });
});

describe('with a finger', () => {
  const device = { viewport: PHONE, hasTouch: true };

  it('has controls of 44 px on the page, in its menus and in Explain', async () => {
    const page = await openDora(device);
    await page.getByText('Deployments', { exact: true }).first().waitFor();
    await page.getByText(/^1–25 of/).waitFor();
    expect(await findSmallTargets(page.locator('[data-print-page]'))).toEqual(
      [],
    );
    await page.getByRole('button', { name: 'More', exact: true }).tap();
    await page.getByRole('menuitem', { name: 'Print' }).waitFor();
    expect(await findSmallTargets(page.getByRole('menu'))).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^90 days · compared/ }).tap();
    const sheet = page.getByRole('presentation').filter({ hasText: 'Done' });
    await sheet.getByRole('button', { name: 'Done' }).waitFor();
    expect(await findSmallTargets(sheet)).toEqual([]);
    await sheet.getByRole('button', { name: 'Done' }).tap();
    await page.getByRole('button', { name: /^Change fail rate/ }).tap();
    const explain = page.getByRole('dialog', { name: /Change fail rate/ });
    await explain.getByText(/failed of \d+ rollouts/).waitFor();
    expect(await findSmallTargets(explain)).toEqual([]);
    expect(await rightOverflow(page)).toBe(0);
  });

  it('shows a mark of the timeline with one tap and its row with a second', async () => {
    const page = await openDora(device);
    // Nothing moves any more once all of the page is there.
    await page.getByText(/^1–25 of/).waitFor();
    const timeline = page.getByLabel(/^Deployments over time/);
    const mark = timeline.getByRole('button').first();
    await showInTheMiddle(mark);
    const { x, y, width, height } = (await mark.boundingBox())!;
    // Beside the mark, as fingers are.
    const tap = () =>
      page.touchscreen.tap(x + width / 2 + 5, y + height / 2 + 12);
    await tap();
    const tooltip = page.getByRole('tooltip');
    await tooltip.getByText('Tap again: show the row').waitFor();
    expect(page.url()).not.toContain('deployment=');
    await tap();
    await page.waitForURL(/deployment=/);
    expect(page.url()).toContain('deployment=');
  });

  it('shows a column of a chart with one tap and its records with a second', async () => {
    const page = await openDora(device);
    await page.getByText(/^1–25 of/).waitFor();
    const chart = page
      .getByRole('region', { name: 'Where does the time go?' })
      .locator('.recharts-surface')
      .first();
    await showInTheMiddle(chart);
    const { x, y, width, height } = (await chart.boundingBox())!;
    const tap = () => page.touchscreen.tap(x + width * 0.6, y + height * 0.7);
    await tap();
    await page.getByText('Tap again: open the records').first().waitFor();
    expect(page.url()).not.toContain('explain=');
    await tap();
    await page.waitForURL(/explain=flow\./);
    expect(page.url()).toContain('explain=flow.');
  });
});

describe('with the keyboard', () => {
  it.each([
    ['Where does the time go?', /explain=flow\./],
    ['How long do changes take?', /explain=dora\.change-lead-time/],
  ])('reaches the points of %s', async (name, address) => {
    const page = await openDora({ viewport: WIDE });
    const chart = page
      .getByRole('region', { name })
      .locator('.recharts-surface[tabindex="0"]');
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByText('Enter: open the records').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(address);
    expect(page.url()).toMatch(address);
  });
});

describe('while Explain is open', () => {
  it('says that there is newer data, and shows it when asked', async () => {
    const page = await openDora(
      { viewport: WIDE },
      'component/identity',
      '?explain=dora.deployment-frequency',
    );
    const explain = page.getByRole('dialog', { name: /Deployment frequency/ });
    const included = explain.getByText(/^Included \(\d+\)/);
    await included.waitFor();
    const before = await included.innerText();
    // The socket of live updates opens after the page did.
    await page.waitForTimeout(3_000);
    const now = Date.now();
    await sendGithubWebhook({
      event: 'deployment_status',
      body: deploymentStatusEvent({
        repository: 'acme/identity',
        id: now,
        sha: createHash('sha1').update(`explain ${now}`).digest('hex'),
        at: new Date(now).toISOString(),
      }),
    });
    const refresh = explain.getByRole('button', {
      name: 'Newer data: refresh',
    });
    await refresh.waitFor();
    expect(await included.innerText()).toBe(before);
    await refresh.click();
    await refresh.waitFor({ state: 'hidden' });
    expect(await included.innerText()).not.toBe(before);
  });
});

describe('when deployments cannot be read', () => {
  it('says so by the status of the answer, and keeps the other numbers', async () => {
    const page = await openDora({ viewport: WIDE });
    await page.route(/\/v1\/entities\/.*\/deployments/, route =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'about:blank',
          title: 'Service unavailable',
          status: 503,
          detail: 'The database does not answer.',
        }),
      }),
    );
    await page.reload();
    const alert = page.getByRole('alert').first();
    await alert.waitFor();
    expect(await alert.innerText()).toContain(
      'Could not load deployments (503). Your other numbers are unaffected.',
    );
    expect(
      await page.getByRole('button', { name: /^Change lead time/ }).isVisible(),
    ).toBe(true);
  });
});

describe('has no serious accessibility finding', () => {
  const devices = {
    'a wide and dark screen': { viewport: WIDE, colorScheme: 'dark' },
    'a light phone': { viewport: PHONE, colorScheme: 'light' },
  } as const;
  const places = [
    ['system/checkout', ''],
    ['group/payments', ''],
    ['component/mobile-app', ''],
    ['component/recommendations', ''],
    ['component/pricing', ''],
    ['component/payments', '?explain=dora.change-fail-rate'],
  ] as const;

  it.each(
    places.flatMap(([entity, query]) =>
      Object.entries(devices).map(
        ([name, device]) => [`${entity}${query}`, name, device] as const,
      ),
    ),
  )('at %s on %s, and does not scroll sideways', async (place, _, device) => {
    const [entity, query] = place.split('?');
    const page = await openDora(device, entity, query && `?${query}`);
    if (query) await page.getByText(/^Included \(\d+\)/).waitFor();
    await page.getByText('Where does the time go?').waitFor();
    expect(
      await findAccessibilityProblems(page, query ? '[role="dialog"]' : 'main'),
    ).toEqual([]);
    expect(await rightOverflow(page)).toBe(0);
    await page.context().close();
  });
});
