import type { Page } from 'playwright-core';
import { findAccessibilityProblems } from './findAccessibilityProblems';
import { closePages, openPage } from './openPage';
import { rightOverflow } from './rightOverflow';

// What a control does is tested once, in the light theme. What depends on colours is tested here in both: contrast, on
// the page and in what its controls open, and the colours of charts and of better and worse. Pages are loaded once and
// change their theme as they do when the reader's system does.

afterAll(closePages);

/** As the plugin's CHART_COLORS has them, whose contrast is computed for that paper. */
const THEMES = {
  light: {
    paper: '#FFFFFF',
    axis: '#5F6570',
    better: '#0B5CAD',
    worse: '#A84300',
  },
  dark: {
    paper: '#424242',
    axis: '#C4C4C4',
    better: '#7CC4FF',
    worse: '#FFB066',
  },
};
type Theme = keyof typeof THEMES;
const THEME_NAMES: readonly Theme[] = ['light', 'dark'];

const DEVICES = {
  'a wide screen': { viewport: { width: 1400, height: 900 } },
  'a phone': { viewport: { width: 390, height: 844 }, hasTouch: true },
};

interface PageUnderTest {
  readonly path: string;
  /** What is there only once the numbers are. */
  readonly lastBlock: string;
  /** A card, which opens Explain. */
  readonly card?: string;
}

const PAGES: Readonly<Record<string, PageUnderTest>> = {
  'the DORA tab': {
    path: '/catalog/default/component/payments/dora',
    lastBlock: 'When did it deploy, and what failed?',
    card: 'Change lead time',
  },
  'the Team analytics tab': {
    path: '/catalog/default/group/payments/team-analytics?sections=flow,planning,balance,quality',
    lastBlock: 'Do pipelines succeed?',
    card: 'Cycle time',
  },
  'the page of a metric': {
    path: '/engineering-insights/metrics/flow.cycle-time/group/default/payments',
    lastBlock: 'How did it move?',
  },
};

async function openAt(
  { path, lastBlock }: PageUnderTest,
  device: (typeof DEVICES)[keyof typeof DEVICES],
): Promise<Page> {
  const page = await openPage({
    path,
    signInAs: 'Jonas Weber',
    colorScheme: 'light',
    ...device,
  });
  await page.getByRole('region', { name: lastBlock }).waitFor();
  return page;
}

async function changeTheme(page: Page, theme: Theme) {
  await page.emulateMedia({ colorScheme: theme });
  // The portal draws everything anew in another theme.
  await page
    .locator(`main svg [fill="${THEMES[theme].axis}"]`)
    .first()
    .waitFor();
  await page.waitForFunction(
    () => !document.querySelector('main [class*="MuiSkeleton-root"]'),
  );
  // Colours of controls pass into each other for a quarter of a second.
  await page.waitForTimeout(500);
}

/** What is drawn in colours that only one of the themes has, and on which paper. */
async function colorsOf(page: Page) {
  return page.evaluate(themes => {
    const hex = (rgb: string) =>
      `#${(rgb.match(/\d+/g) ?? [])
        .slice(0, 3)
        .map(part => Number(part).toString(16).padStart(2, '0'))
        .join('')}`.toUpperCase();
    const paperBehind = (element: Element | null): string => {
      if (!element) return '';
      const { backgroundColor } = getComputedStyle(element);
      return /, 0\)$/.test(backgroundColor)
        ? paperBehind(element.parentElement)
        : backgroundColor;
    };
    const distinct = (colors: readonly string[]) => [...new Set(colors)];
    const charts = [...document.querySelectorAll('main [role="group"] svg')];
    const verdicts = [
      ...document.querySelectorAll('main span[style*="color"]'),
    ].filter(span => /, (better|worse)$/.test(span.textContent ?? ''));
    return {
      axes: Object.entries(themes)
        .filter(([, { axis }]) =>
          charts.some(chart => chart.querySelector(`[fill="${axis}"]`)),
        )
        .map(([name]) => name),
      papers: distinct(charts.map(chart => hex(paperBehind(chart)))),
      verdicts: distinct(
        verdicts.map(
          span =>
            `${/\w+$/.exec(span.textContent ?? '')![0]} ${hex(
              getComputedStyle(span).color,
            )}`,
        ),
      ),
    };
  }, THEMES);
}

async function inBothThemes<T>(
  page: Page,
  look: (theme: Theme) => Promise<T>,
): Promise<Record<string, T>> {
  const seen: Record<string, T> = {};
  for (const theme of THEME_NAMES) {
    await changeTheme(page, theme);
    seen[theme] = await look(theme);
  }
  return seen;
}

/** The buttons of a page that open something, and what they open. */
function openedBy({ card }: PageUnderTest, isPhone: boolean) {
  return [
    {
      button: { name: 'More', exact: true },
      selector: '[role="menu"]',
      text: 'Print',
    },
    isPhone
      ? {
          button: { name: /^90 days · / },
          selector: '[class*="MuiDrawer-paperAnchorBottom"]',
          text: 'Done',
        }
      : {
          button: { name: /^Window/ },
          selector: '[role="listbox"]',
          text: '30 days',
        },
    ...(card
      ? [
          {
            button: { name: new RegExp(`^${card}`) },
            selector: '[role="dialog"]',
            text: /^Included \(\d+\)/,
          },
        ]
      : []),
  ];
}

const NOTHING = { light: [], dark: [] };

describe.each(Object.entries(DEVICES))('in both themes on %s', (_, device) => {
  describe.each(Object.entries(PAGES))('%s', (_name, tested) => {
    it('has contrast, the colours of its theme, and does not scroll sideways', async () => {
      const page = await openAt(tested, device);
      const colors = await inBothThemes(page, () => colorsOf(page));
      for (const theme of THEME_NAMES) {
        const { axes, papers, verdicts } = colors[theme];
        const { paper, better, worse } = THEMES[theme];
        expect({ theme, axes, papers }).toEqual({
          theme,
          axes: [theme],
          papers: [paper],
        });
        // The metric of the page without cards may have moved neither way.
        expect(verdicts.length).toBeGreaterThanOrEqual(tested.card ? 1 : 0);
        expect([`better ${better}`, `worse ${worse}`]).toEqual(
          expect.arrayContaining(verdicts),
        );
      }
      expect(
        await inBothThemes(page, () => findAccessibilityProblems(page)),
      ).toEqual(NOTHING);
      expect(await rightOverflow(page)).toBe(0);
      await page.context().close();
    });

    it('has contrast in what its controls open', async () => {
      const page = await openAt(tested, device);
      const opened = openedBy(tested, 'hasTouch' in device);
      expect(
        await inBothThemes(page, async () => {
          const problems = [];
          for (const { button, selector, text } of opened) {
            await page.getByRole('button', button).first().click();
            await page.locator(selector).getByText(text).first().waitFor();
            problems.push(...(await findAccessibilityProblems(page, selector)));
            await page.keyboard.press('Escape');
            await page.locator(selector).waitFor({ state: 'hidden' });
          }
          return problems;
        }),
      ).toEqual(NOTHING);
      await page.context().close();
    });
  });
});
