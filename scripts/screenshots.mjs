import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { provideChromium } from './lib/chromium.mjs';
import { repositoryRoot } from './lib/paths.mjs';

// Takes the pictures of docs/screenshots from a portal that runs: ./run start, then yarn screenshots.
const url = process.env.PORTAL_URL ?? 'http://localhost:7007';
const folder = join(repositoryRoot, 'docs', 'screenshots');

const WIDE = { width: 1400, height: 1000 };
const PHONE = { width: 390, height: 844 };
const dora = (component, query = '') =>
  `/catalog/default/component/${component}/dora${query}`;

const team = (group, query = '') =>
  `/catalog/default/group/${group}/team-analytics${query}`;
const metric = id =>
  `/engineering-insights/metrics/${id}/group/default/payments`;
const policies =
  '/engineering-insights/policies?entity=component:default/ledger&with=evidence-of-code-only';
const doctor = (component, trial) =>
  `/engineering-insights/doctor?${new URLSearchParams({
    entity: `component:default/${component}`,
    ...(trial && { try: JSON.stringify(trial) }),
  })}`;
// The 90th percentile of pull requests from their opening, instead of the median of commits since they were written.
const MEASURED = 'statistic=p90&unit=pullRequest&start=opened';
const STAGING = {
  annotations: { 'engineering-insights/production-environments': 'staging' },
};
const overview = (query = '') =>
  `/engineering-insights?entity=group:default/engineering${query}`;
const ALL = '?sections=flow,planning,balance,quality';
const TRIAGE = '/engineering-insights/triage?entity=group:default/engineering';
const API = '**/api/engineering-insights/v1/analytics/team/**';

const PICTURES = [
  {
    name: 'dora-wide-light',
    path: dora('payments'),
    viewport: WIDE,
    theme: 'light',
  },
  {
    name: 'dora-wide-dark',
    path: dora('payments'),
    viewport: WIDE,
    theme: 'dark',
  },
  {
    name: 'dora-phone-light',
    path: dora('payments'),
    viewport: PHONE,
    theme: 'light',
  },
  {
    name: 'dora-phone-dark',
    path: dora('payments'),
    viewport: PHONE,
    theme: 'dark',
  },
  {
    name: 'explain',
    path: dora('payments', '?explain=dora.change-lead-time'),
    viewport: WIDE,
    theme: 'light',
    isCut: true,
  },
  {
    name: 'explain-phone',
    path: dora('payments', '?explain=dora.change-fail-rate'),
    viewport: PHONE,
    theme: 'light',
    isCut: true,
  },
  {
    name: 'real-project',
    path: dora('github-api', '?from=2021-01-01&to=2022-01-01'),
    viewport: WIDE,
    theme: 'light',
  },
  {
    name: 'system',
    path: '/catalog/default/system/checkout/dora',
    viewport: WIDE,
    theme: 'light',
  },
  {
    name: 'state-no-deployment-rule',
    path: dora('mobile-app'),
    viewport: WIDE,
    theme: 'light',
  },
  {
    name: 'state-no-production-environment',
    path: dora('recommendations'),
    viewport: WIDE,
    theme: 'dark',
  },
  {
    name: 'state-no-data-in-window',
    path: dora('github-api'),
    viewport: WIDE,
    theme: 'light',
  },
  {
    name: 'state-no-failures',
    path: dora('tax-rates'),
    viewport: WIDE,
    theme: 'light',
  },
  {
    name: 'team-wide-light',
    path: team('payments', ALL),
    viewport: WIDE,
    theme: 'light',
  },
  {
    name: 'team-wide-dark',
    path: team('engineering', ALL),
    viewport: WIDE,
    theme: 'dark',
  },
  {
    name: 'team-phone-light',
    path: team('payments', ALL),
    viewport: PHONE,
    theme: 'light',
  },
  {
    name: 'team-phone-dark',
    path: team('engineering'),
    viewport: PHONE,
    theme: 'dark',
  },
  {
    name: 'metric-light',
    path: metric('flow.cycle-time'),
    viewport: WIDE,
    theme: 'light',
  },
  {
    name: 'metric-dark',
    path: metric('collaboration.review-load'),
    viewport: WIDE,
    theme: 'dark',
  },
  {
    name: 'metric-phone',
    path: metric('pipelines.success-rate'),
    viewport: PHONE,
    theme: 'light',
  },
  {
    name: 'doctor-light',
    path: doctor('payments', STAGING),
    viewport: WIDE,
    theme: 'light',
  },
  {
    name: 'doctor-dark',
    path: doctor('mobile-app'),
    viewport: WIDE,
    theme: 'dark',
  },
  {
    name: 'doctor-phone-light',
    path: doctor('payments', STAGING),
    viewport: PHONE,
    theme: 'light',
  },
  {
    name: 'doctor-phone-dark',
    path: doctor('payments', STAGING),
    viewport: PHONE,
    theme: 'dark',
  },
  {
    name: 'doctor-refused',
    path: doctor('payments', {
      annotations: {
        'engineering-insights/production-environments': '/(a{100}){100}/',
      },
    }),
    viewport: WIDE,
    theme: 'light',
    isCut: true,
  },
  {
    name: 'card',
    path: '/catalog/default/component/payments',
    viewport: WIDE,
    theme: 'light',
    isCut: true,
  },
  {
    name: 'team-state-empty',
    path: team('engineering', '?subTeams=off'),
    viewport: WIDE,
    theme: 'light',
    isCut: true,
  },
  {
    name: 'team-state-insufficient',
    path: team('payments', '?from=2026-11-16&to=2026-11-18'),
    viewport: WIDE,
    theme: 'light',
  },
  {
    name: 'team-state-partial',
    path: team('payments', '?from=2024-06-01&to=2026-11-01'),
    viewport: WIDE,
    theme: 'light',
  },
  {
    name: 'team-state-withheld',
    path: team('payments', '?from=2026-11-01&to=2026-11-08&sections=balance'),
    viewport: WIDE,
    theme: 'light',
  },
  {
    name: 'triage-wide-light',
    path: TRIAGE,
    viewport: WIDE,
    theme: 'light',
    ready: 'Corrected by hand',
  },
  {
    name: 'triage-wide-dark',
    path: TRIAGE,
    viewport: WIDE,
    theme: 'dark',
    ready: 'Corrected by hand',
  },
  {
    name: 'triage-phone-light',
    path: TRIAGE,
    viewport: PHONE,
    theme: 'light',
    ready: 'Corrected by hand',
  },
  {
    name: 'triage-phone-dark',
    path: TRIAGE,
    viewport: PHONE,
    theme: 'dark',
    ready: 'Corrected by hand',
  },
  ...[
    ['wide-light', WIDE, 'light'],
    ['wide-dark', WIDE, 'dark'],
    ['phone-light', PHONE, 'light'],
    ['phone-dark', PHONE, 'dark'],
  ].map(([name, viewport, theme]) => ({
    name: `overview-${name}`,
    path: overview(),
    viewport,
    theme,
  })),
  {
    name: 'overview-services',
    path: overview('&list=band/dora.change-lead-time/unknown'),
    viewport: WIDE,
    theme: 'light',
    isCut: true,
  },
  // The portal's answer is kept back or replaced by what it answers in such a case.
  {
    name: 'team-state-loading',
    path: team('payments'),
    viewport: WIDE,
    theme: 'light',
    answer: () => {},
    isCut: true,
  },
  {
    name: 'team-state-error',
    path: team('payments'),
    viewport: WIDE,
    theme: 'light',
    answer: answerWith(503),
    isCut: true,
  },
  {
    name: 'team-state-stale',
    path: team('payments'),
    viewport: WIDE,
    theme: 'light',
    answer: answerStale,
    isCut: true,
  },
  {
    name: 'team-state-no-permission',
    path: team('payments'),
    viewport: WIDE,
    theme: 'light',
    answer: answerWith(403),
    isCut: true,
  },
  {
    name: 'policies-wide-light',
    path: policies,
    viewport: WIDE,
    theme: 'light',
  },
  {
    name: 'policies-wide-dark',
    path: policies,
    viewport: WIDE,
    theme: 'dark',
  },
  {
    name: 'policies-phone-light',
    path: policies,
    viewport: PHONE,
    theme: 'light',
  },
  {
    name: 'policies-phone-dark',
    path: policies,
    viewport: PHONE,
    theme: 'dark',
  },
];

for (const theme of ['light', 'dark']) {
  for (const [width, viewport] of [
    ['wide', WIDE],
    ['phone', PHONE],
  ]) {
    const look = { viewport, theme };
    const end = `${width}-${theme}`;
    PICTURES.push(
      {
        ...look,
        name: `measured-dora-${end}`,
        path: dora('payments', `?${MEASURED}`),
      },
      {
        ...look,
        name: `measured-explain-${end}`,
        path: dora('payments', `?${MEASURED}&explain=dora.change-lead-time`),
        ready: /^Measured as: 90th/,
        isCut: true,
      },
      {
        ...look,
        name: `measured-metric-${end}`,
        path: `/engineering-insights/metrics/dora.change-lead-time/component/default/payments?${MEASURED}`,
      },
      {
        ...look,
        name: `data-health-service-${end}`,
        path: '/engineering-insights/data-health?entity=component:default/payments',
        ready: 'How far was each source read?',
      },
      {
        ...look,
        name: `data-health-group-${end}`,
        path: '/engineering-insights/data-health?entity=group:default/engineering',
        ready: 'Which services have gaps?',
      },
      {
        ...look,
        name: `data-health-gaps-${end}`,
        path: '/engineering-insights/data-health?entity=group:default/engineering&gaps=incidentsLinked',
        ready: 'Close',
        isCut: true,
      },
      {
        ...look,
        name: `sources-${end}`,
        path: '/engineering-insights/sources',
        person: 'Sam Rivera',
        ready: 'Are the sources read?',
      },
      {
        ...look,
        name: `sources-open-${end}`,
        path: `/engineering-insights/sources?source=github&origin=${encodeURIComponent(
          process.env.GITHUB_ORIGIN ?? 'http://127.0.0.1:7070',
        )}`,
        person: 'Sam Rivera',
        ready: 'All sources',
        isCut: true,
      },
    );
  }
}

function answerWith(status) {
  const name = status === 403 ? 'NotAllowedError' : 'ServiceUnavailableError';
  const error = { name, message: `The portal answered ${status}.` };
  return route =>
    route.fulfill({
      status,
      json: { error, response: { statusCode: status } },
    });
}

async function answerStale(route) {
  const response = await route.fetch();
  const answer = await response.json();
  const lastSuccessAt = new Date(Date.now() - 2 * 86_400_000).toISOString();
  const reason = {
    code: 'stale',
    parameters: { lastSuccessAt, message: 'GitHub refused the credentials.' },
  };
  const metrics = (answer.metrics ?? []).map(metric =>
    'value' in metric.value
      ? { ...metric, value: { ...metric.value, status: 'stale', reason } }
      : metric,
  );
  await route.fulfill({ response, json: { ...answer, metrics } });
}

const MOST_PIXELS = 8_000;

/** A page scrolls inside of the portal's frame, and on a phone below its bar: a picture of all of it needs a screen as high. */
async function showAll(page) {
  const { width, height } = page.viewportSize();
  const hidden = await page.evaluate(() =>
    Math.max(
      0,
      ...[...document.querySelectorAll('html, main, main *')]
        .filter(
          each =>
            each === document.documentElement ||
            /auto|scroll/.test(getComputedStyle(each).overflowY),
        )
        .map(each => each.scrollHeight - each.clientHeight),
    ),
  );
  if (hidden === 0) return;
  await page.setViewportSize({
    width,
    height: Math.min(MOST_PIXELS, height + hidden),
  });
  await page.waitForTimeout(1_500);
}

async function takePicture({
  browser,
  name,
  path,
  viewport,
  theme,
  isCut,
  answer,
  person = 'Jonas Weber',
  ready = '(UTC)',
}) {
  const context = await browser.newContext({
    baseURL: url,
    viewport,
    colorScheme: theme,
  });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('button', { name: `Enter as ${person}` }).click();
  await page.getByText('Catalog').first().waitFor();
  if (answer) await page.route(API, answer);
  await page.goto(path);
  // Charts tell their time zone; what has no numbers has no charts.
  await page
    .getByText(ready)
    .first()
    .waitFor({ timeout: 15_000 })
    .catch(() =>
      page.getByRole('toolbar').or(page.getByRole('alert')).first().waitFor(),
    );
  // Charts draw themselves for half a second.
  await page.waitForTimeout(3_000);
  if (!isCut) await showAll(page);
  await page.screenshot({
    path: join(folder, `${name}.png`),
    fullPage: !isCut,
  });
  await context.close();
  console.log(name);
}

await mkdir(folder, { recursive: true });
const launch = await provideChromium();
const browser = await chromium.launch({
  ...launch,
  env: { ...process.env, ...launch.env },
});
// One name, or the beginning of some, takes those alone.
const [, , prefix = ''] = process.argv;
for (const picture of PICTURES.filter(({ name }) => name.startsWith(prefix))) {
  await takePicture({ browser, ...picture });
}
await browser.close();
