import { findAccessibilityProblems } from './findAccessibilityProblems';
import { closePages, openPage } from './openPage';
import { rightOverflow } from './rightOverflow';

afterAll(closePages);

const METRICS = [
  'Change lead time',
  'Deployment frequency',
  'Failed deployment recovery time',
  'Change fail rate',
  'Deployment rework rate',
];

describe('the DORA card of an overview', () => {
  it('says the values that the tab says, and leads to it', async () => {
    const page = await openPage({
      path: '/catalog/default/component/payments',
      signInAs: 'Jonas Weber',
    });
    const terms = page.getByRole('term');
    await terms.getByText('Change lead time').waitFor();
    expect(await terms.allInnerTexts()).toEqual(
      expect.arrayContaining(METRICS),
    );
    const values = await page
      .locator('dl > div', { has: page.getByRole('term') })
      .filter({ hasText: /^(Change|Deployment|Failed)/ })
      .evaluateAll(lines =>
        lines.map(line => line.querySelector('dd')!.innerText),
      );
    expect(values).toHaveLength(METRICS.length);

    await page.getByRole('link', { name: 'Open DORA' }).click();
    await page.waitForURL(/\/component\/payments\/dora$/);
    for (const [index, metric] of METRICS.entries()) {
      const card = page.getByRole('button', { name: new RegExp(`^${metric}`) });
      await card.waitFor();
      expect((await card.innerText()).replaceAll(/\s/g, '')).toContain(
        values[index].replaceAll(/\s/g, ''),
      );
    }
  });

  it.each([
    ['a wide and dark screen', { width: 1400, height: 900 }, 'dark'],
    ['a light phone', { width: 390, height: 844 }, 'light'],
  ] as const)(
    'has no serious accessibility finding on %s, and does not scroll sideways',
    async (_, viewport, colorScheme) => {
      const page = await openPage({
        path: '/catalog/default/system/checkout',
        signInAs: 'Jonas Weber',
        viewport,
        colorScheme,
      });
      const term = page.getByRole('term').getByText('Change lead time');
      await term.waitFor();
      await term.evaluate(element =>
        element.closest('.bui-Card')!.setAttribute('data-card-under-test', ''),
      );
      expect(
        await findAccessibilityProblems(page, '[data-card-under-test]'),
      ).toEqual([]);
      expect(await rightOverflow(page)).toBe(0);
    },
  );
});
