import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { closePages, openPage } from './openPage';

afterAll(closePages);

// A preview derives a component, which takes a shared machine its time.
jest.setTimeout(180_000);

const DOCTOR = '/engineering-insights/doctor';
const PAYMENTS = `${DOCTOR}?entity=component:default/payments`;
const STAGING = `${PAYMENTS}&try=${encodeURIComponent(
  '{"annotations":{"engineering-insights/production-environments":"staging"}}',
)}`;

async function open(
  path: string,
  more: Partial<Parameters<typeof openPage>[0]> = {},
) {
  const page = await openPage({ path, signInAs: 'Jonas Weber', ...more });
  page.setDefaultTimeout(90_000);
  return page;
}

const block = (page: Page, name: string) => page.getByRole('region', { name });

describe('the setup doctor', () => {
  it('tries a rule by its controls and shows what it would match', async () => {
    const page = await open(DOCTOR);
    await page.getByLabel('Component').fill('paym');
    await page
      .getByRole('option', { name: /component:default\/payments$/ })
      .click();
    await block(page, 'Which rules hold?').waitFor();

    await page.getByLabel('Production environments').fill('staging');
    await page.getByLabel('Hours in which an incident counts').fill('4');
    await page.getByLabel('a hotfix').uncheck();
    await page.getByRole('button', { name: 'Preview' }).click();
    const environments = block(page, 'Which environments count as production?');
    await block(page, 'What to paste').waitFor();
    expect(
      await environments.getByRole('row', { name: /^staging/ }).innerText(),
    ).toMatch(/not production[^]*production$/);
    expect(await block(page, 'What to paste').innerText()).toContain(
      'attributionWindowHours: 4',
    );
    expect(page.url()).toContain('try=');

    await page.reload();
    await block(page, 'What to paste').waitFor();
    expect(await page.getByLabel('Production environments').inputValue()).toBe(
      'staging',
    );
    await page.getByRole('button', { name: 'Clear' }).click();
    await block(page, 'Which rules hold?').waitFor();
    expect(page.url()).not.toContain('try=');
  });

  it('takes the other kinds of deployments from the keyboard', async () => {
    const page = await open(PAYMENTS);
    await block(page, 'Which rules hold?').waitFor();
    await page.getByRole('button', { name: /^Deployments from/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'merges' }).press('Enter');
    await page.getByLabel('Which of them').fill('main');
    await page.keyboard.press('Enter');
    await block(page, 'What to paste').waitFor();
    expect(await block(page, 'What to paste').innerText()).toContain(
      'engineering-insights/deployments: "merges:main"',
    );
  });

  it('refuses a pattern that could run away, as an annotation', async () => {
    const page = await open(PAYMENTS);
    await block(page, 'Which rules hold?').waitFor();
    await page.getByRole('button', { name: 'Annotations' }).click();
    await page
      .getByLabel('Annotations of catalog-info.yaml')
      .fill('engineering-insights/production-environments: /(a{100}){100}/');
    await page.getByRole('button', { name: 'Preview' }).click();
    const alert = page
      .getByRole('alert')
      .filter({ hasText: 'cannot be tried' });
    await alert.waitFor();
    expect(await alert.innerText()).toContain('could run away');
  });

  it('is led to from a component without a rule, with the rule that is suggested', async () => {
    const page = await open('/catalog/default/component/mobile-app/dora');
    await page.getByRole('link', { name: 'Try it: releases' }).click();
    await block(page, 'What to paste').waitFor();
    expect(await block(page, 'What to paste').innerText()).toContain(
      'engineering-insights/deployments: "releases"',
    );
  });

  it.each([
    ['a wide and light screen', { width: 1400, height: 900 }, 'light'],
    ['a dark phone', { width: 390, height: 844 }, 'dark'],
  ] as const)(
    'has no serious accessibility finding on %s, and does not scroll sideways',
    async (_, viewport, colorScheme) => {
      const page = await open(STAGING, { viewport, colorScheme });
      await block(page, 'What to paste').waitFor();
      const { violations } = await new AxeBuilder({ page })
        .include('article')
        .analyze();
      expect(
        violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => ({
            id,
            targets: nodes.map(node => node.target),
          })),
      ).toEqual([]);
      expect(
        await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        }),
      ).toBe(0);
    },
  );
});
