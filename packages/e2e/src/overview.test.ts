import AxeBuilder from '@axe-core/playwright';
import { findSmallTargets } from './findSmallTargets';
import { closePages, openPage } from './openPage';

afterAll(closePages);

const WIDE = { width: 1400, height: 900 };
const PHONE = { width: 390, height: 844 };

type Device = Omit<Parameters<typeof openPage>[0], 'path' | 'signInAs'>;

async function openOverview(device: Device, query = '') {
  const page = await openPage({
    path: `/engineering-insights${query}`,
    signInAs: 'Aiko Tanaka',
    ...device,
  });
  await page.getByText(/\d+ services of/).waitFor();
  return page;
}

describe.each([
  ['a wide screen', { viewport: WIDE }],
  ['a phone', { viewport: PHONE, hasTouch: true }],
] as const)('the overview on %s', (_, device) => {
  it("opens on what the reader's group owns, with every part and no sideways scroll", async () => {
    const page = await openOverview(device);
    await page.getByText(/\d+ services of Commerce/).waitFor();
    for (const name of [
      'How many services are in which band?',
      'Services by band',
      'What moved most, and why?',
      'How complete is the data?',
    ]) {
      await page.getByRole('region', { name }).waitFor();
    }
    await page.getByText('Deployments with a known revision').waitFor();
    expect(
      await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      }),
    ).toBe(0);
  });

  it('opens the services of a band, which its address opens again', async () => {
    const page = await openOverview(device);
    await page
      .getByRole('button', { name: /^Change lead time: High, / })
      .click();
    const list = page.getByRole('dialog', { name: 'Change lead time: High' });
    await list.getByRole('link').first().waitFor();
    expect(page.url()).toContain('list=band%2Fdora.change-lead-time%2Fhigh');
    await page.reload();
    await list.getByRole('link').first().waitFor();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
  });

  it.each(['light', 'dark'] as const)(
    'has no serious finding of axe in the %s theme',
    async colorScheme => {
      const page = await openOverview({ ...device, colorScheme });
      await page.getByText('Deployments with a known revision').waitFor();
      const { violations } = await new AxeBuilder({ page })
        .include('[data-print-page]')
        .analyze();
      expect(
        violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
      ).toEqual([]);
    },
  );
});

describe('the overview of a phone', () => {
  it('has nothing to tap that is smaller than a finger', async () => {
    const page = await openOverview({ viewport: PHONE, hasTouch: true });
    await page.getByText('Deployments with a known revision').waitFor();
    expect(await findSmallTargets(page.locator('[data-print-page]'))).toEqual(
      [],
    );
  });
});

describe('the overview by keyboard', () => {
  it('chooses another system, which its address holds', async () => {
    const page = await openOverview({ viewport: WIDE });
    const picker = page.getByRole('textbox', {
      name: 'Domain, system or group',
    });
    await picker.focus();
    await picker.fill('Checkout');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText(/\d+ services of Checkout/).waitFor();
    expect(page.url()).toContain('entity=system%3Adefault%2Fcheckout');
  });
});
