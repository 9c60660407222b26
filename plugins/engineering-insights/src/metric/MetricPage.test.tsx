import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import type { SingleMetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  createExplainAnswer,
  createMetricAnswer,
  createUnknownMetricAnswer,
  health,
  problem,
} from '../__testUtils__';
import { renderMetricPage } from '../__testUtils__/renderMetricPage';

const server = setupServer();
registerMswTestHooks(server);

// The machines that run this are shared.
jest.setTimeout(60_000);
const patience = { timeout: 20_000 };

const group = { kind: 'group', namespace: 'default', name: 'platform' };
const leadTime = 'dora.change-lead-time';

/** Once it is more than its title and that it is still loading. */
const findBlock = (name: string) =>
  waitFor(() => {
    const found = screen.getByRole('region', { name });
    expect(found.textContent!.replace(/Still loading .*$/, '')).not.toBe(name);
    return found;
  }, patience);

function known(metricId: string, change: object): SingleMetricAnswer {
  const answer = createMetricAnswer(metricId);
  return {
    ...answer,
    value: { ...answer.value, ...change } as SingleMetricAnswer['value'],
  };
}

describe('the page of a metric', () => {
  it.each([
    [
      'a median',
      leadTime,
      /1 d 4 h.*median of 143 changes, 2 left out.*8 h 24 min shorter, better.*1 d 12 h in the 90 days before/,
      'hours, by week (UTC)',
    ],
    [
      'a share',
      'dora.change-fail-rate',
      /7 %.*10 of 143 rollouts, 2 left out/,
      'share, by week (UTC)',
    ],
    [
      'a rate',
      'dora.deployment-frequency',
      /3\.2 per week.*143 rollouts, 2 left out in 90 days with data/,
      'per week, by week (UTC)',
    ],
    [
      'a count with categories',
      'reliability.incident-count',
      /12.*143 incidents.*Of these: Critical 12 · High 6/,
      'incidents, by week (UTC)',
    ],
    [
      'what a module adds',
      'delivery.batch-size',
      /12.*median of 143 rollouts/,
      'rollouts, by week (UTC)',
    ],
  ])('tells %s', async (_, metricId, text, subtitle) => {
    renderMetricPage({ server, metricId });
    expect(await findBlock('Value')).toHaveTextContent(text);
    const series = await findBlock('How did it move?');
    expect(series).toHaveTextContent(subtitle);
    await userEvent.click(within(series).getByText('Table'));
    const rows = within(series).getAllByRole('row');
    expect(rows).toHaveLength(14);
    expect(rows[5]).toHaveTextContent(/Week of 21 Sept?no data/);
  });

  it('shows the definition whole', async () => {
    renderMetricPage({ server, metricId: 'delivery.batch-size' });
    expect(await findBlock('What it says')).toHaveTextContent(
      /delivery\.batch-size, version 1.*How many changes.*How it is calculated.*Lower is better\..*What must be known.*What is left out.*Rollbacks.*What it cannot see.*How large each change is.*Working in small batches/,
    );
    expect(
      screen.getByRole('heading', { name: 'Deployment batch size' }),
    ).toBeInTheDocument();
  });

  it('shows how values are spread, with their quantiles', async () => {
    renderMetricPage({ server, metricId: leadTime });
    const spread = await findBlock('How are the values spread?');
    expect(spread).toHaveTextContent(
      /Half of them are 1 d 4 h or less, 85 % are 3 d 18 h or less\./,
    );
    expect(spread).toHaveTextContent('p50 1 d 4 h · p85 3 d 18 h · p95 7 d');
    await userEvent.click(within(spread).getByText('Table'));
    expect(within(spread).getAllByRole('row')[3]).toHaveTextContent(
      /4 h to 1 d46/,
    );
  });

  it('explains the number by its records', async () => {
    renderMetricPage({ server, metricId: leadTime });
    const records = await findBlock('The records behind it');
    expect(
      await within(records).findByText(
        /number 72 is in the middle/,
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(records).toHaveTextContent(/Included \(143\).*Left out \(12\)/);
    expect(within(records).queryByText('References')).not.toBeInTheDocument();
  });

  it('tells a rollout’s value, and of all rollouts not that they failed', async () => {
    const explain = createExplainAnswer('delivery.batch-size');
    const [first] = explain.records;
    renderMetricPage({
      server,
      metricId: 'delivery.batch-size',
      scenario: {
        explain: {
          ...explain,
          value: { status: 'ok', value: 3, sampleSize: 9, excluded: [] },
          formula: {
            parameters: { rank: 5, sampleSize: 9 },
            atRank: [{ ...first, value: 3 }],
          },
          records: [{ ...first, value: 3 }],
        },
      },
    });
    const records = await findBlock('The records behind it');
    expect(
      await within(records).findByText(
        /^Of 9 rollouts, the smallest first, number 5 is in the middle: 3 for/,
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(within(records).getAllByRole('row')[1]).toHaveTextContent(/3$/);
  });

  it('shows the records of one period alone, and again all', async () => {
    const { requests } = renderMetricPage({
      server,
      metricId: leadTime,
      search: '?records=2026-08-24T00:00:00.000Z',
    });
    const records = await findBlock('The records behind it');
    // The window begins on the Tuesday.
    expect(records).toHaveTextContent('of 25 Aug – 30 Aug 2026 (UTC) alone');
    await waitFor(() =>
      expect(
        requests.some(({ url }) =>
          url.includes(
            'explain?from=2026-08-25T00%3A00%3A00.000Z&to=2026-08-31',
          ),
        ),
      ).toBe(true),
    );
    await userEvent.click(
      within(records).getByText('Show those of the whole window'),
    );
    expect(screen.getByTestId('address')).not.toHaveTextContent('records');
  });

  it('goes to another metric with the same window', async () => {
    renderMetricPage({ server, metricId: leadTime, search: '?window=30d' });
    const select = await screen.findByLabelText('Metric', {}, patience);
    await findBlock('Value');
    await userEvent.click(select);
    const groups = screen.getAllByRole('presentation');
    expect(groups.length).toBeGreaterThan(0);
    expect(screen.getByText('Delivery')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('option', { name: 'Deployment batch size' }),
    );
    expect(screen.getByTestId('path')).toHaveTextContent(
      '/engineering-insights/metrics/delivery.batch-size/component/default/payments',
    );
    expect(screen.getByTestId('address')).toHaveTextContent('?window=30d');
  });
});

describe('how it is measured', () => {
  it('is read from the address', async () => {
    const { requests } = renderMetricPage({
      server,
      metricId: 'flow.cycle-time',
      scenario: { entity: group },
      search:
        '?from=2026-01-01&to=2026-02-01&compare=off&cohort=human&clock=working&subTeams=off',
    });
    expect(await findBlock('Value')).toHaveTextContent(/28 working h/);
    const asked = requests.find(({ url }) =>
      url.includes('/flow.cycle-time/group/default/platform?'),
    );
    expect(Object.fromEntries(new URL(asked!.url).searchParams)).toEqual({
      from: '2026-01-01',
      to: '2026-02-01',
      compare: 'false',
      cohort: 'human',
      clock: 'working',
      subTeams: 'false',
    });
    await waitFor(() =>
      expect(
        requests.some(
          ({ url }) =>
            url.includes('/explain?') &&
            url.includes('cohort=human&clock=working&subTeams=false'),
        ),
      ).toBe(true),
    );
  });

  it('is chosen in the bar, which offers what the metric and the entity have', async () => {
    renderMetricPage({
      server,
      metricId: 'flow.cycle-time',
      scenario: {
        entity: group,
        metric: createMetricAnswer('flow.cycle-time', { hasSubTeams: true }),
      },
    });
    await findBlock('Value');
    const choose = async (label: RegExp, option: string) => {
      await userEvent.click(screen.getByRole('button', { name: label }));
      await userEvent.click(screen.getByRole('option', { name: option }));
    };
    await choose(/^Whose work/, 'Bots');
    await choose(/^Clock/, 'Working hours');
    await userEvent.click(screen.getByLabelText('Sub-teams'));
    expect(screen.getByTestId('address')).toHaveTextContent(
      '?cohort=bot&clock=working&subTeams=off',
    );
  });

  it('offers no clock for what keeps no working hours, and no sub-teams for a group that has none', async () => {
    renderMetricPage({
      server,
      metricId: leadTime,
      scenario: { entity: group },
    });
    await findBlock('Value');
    expect(
      screen.queryByRole('button', { name: /^Clock/ }),
    ).not.toBeInTheDocument();
    expect(screen.queryByLabelText('Sub-teams')).not.toBeInTheDocument();
  });
});

describe('another statistic, unit or start', () => {
  it('is chosen in the bar and asked for, and the number says so', async () => {
    const { requests } = renderMetricPage({
      server,
      metricId: leadTime,
      search: '?start=merged',
      scenario: {
        metric: createMetricAnswer(leadTime, {
          measuredAs: { statistic: 'p75', start: 'merged' },
          details: { p50: 3600, p85: 4 * 3600 },
        }),
      },
    });
    const value = await findBlock('Value');
    expect(value).toHaveTextContent(
      /75th percentile of 143 changes, 2 left out.*Measured as: merge to production\./,
    );
    expect(value).toHaveTextContent(
      /No band: bands are about the median, over all commits since they were written/,
    );
    expect(
      screen.getByText('p50 1 h · p75 1 d 4 h · p85 4 h'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Measured as: from merge' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitemradio', {
        name: 'Statistic: 75th percentile',
      }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(
      '?start=merged&statistic=p75',
    );
    await waitFor(
      () =>
        expect(
          requests.some(({ url }) =>
            url.includes('statistic=p75&start=merged'),
          ),
        ).toBe(true),
      patience,
    );
  });

  it('is neither offered nor asked for where the metric has none, whatever the address says', async () => {
    const { requests } = renderMetricPage({
      server,
      metricId: 'dora.change-fail-rate',
      search: '?statistic=p90&unit=pullRequest&start=merged',
    });
    await findBlock('Value');
    expect(
      screen.queryByRole('button', { name: /^Measured as/ }),
    ).not.toBeInTheDocument();
    expect(
      requests.filter(({ url }) => /statistic|unit|start/.test(url)),
    ).toEqual([]);
  });

  it('of a metric that is measured in one way only is the statistic alone', async () => {
    renderMetricPage({ server, metricId: 'flow.cycle-time' });
    await findBlock('Value');
    await userEvent.click(screen.getByRole('button', { name: 'Measured as' }));
    const names = (await screen.findAllByRole('menuitemradio')).map(item =>
      item.getAttribute('aria-label'),
    );
    expect(names).toEqual([
      'Statistic: Median',
      'Statistic: Mean',
      'Statistic: 75th percentile',
      'Statistic: 90th percentile',
    ]);
  });
});

describe('what people did', () => {
  it('is told as a box, without records, and says why', async () => {
    renderMetricPage({
      server,
      metricId: 'collaboration.review-load',
      scenario: {
        explain: {
          ...createExplainAnswer('collaboration.review-load'),
          records: [],
          excludedCounts: [],
          nextCursor: undefined,
        },
      },
    });
    expect(await findBlock('Value')).toHaveTextContent(/12.*median per person/);
    const spread = await findBlock('How is it spread over people?');
    expect(
      within(spread).getByRole('img', {
        name: 'p10 2, p25 5, p50 12, p75 21, p90 34',
      }),
    ).toBeInTheDocument();
    const records = await findBlock('The records behind it');
    expect(
      await within(records).findByText(
        /they would tell what each person did/,
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(
      within(records).queryByText('Records as CSV'),
    ).not.toBeInTheDocument();
  });

  it('is withheld in a sentence where too few did it, and nothing else is told', async () => {
    renderMetricPage({
      server,
      metricId: 'collaboration.review-load',
      scenario: {
        metric: createUnknownMetricAnswer(
          'collaboration.review-load',
          {
            code: 'tooFewContributors',
            parameters: { count: 4, minimum: 5 },
          },
          'withheld',
        ),
      },
    });
    expect(
      await screen.findByText(
        'Withheld: 4 people contributed; shown from 5.',
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText('The records behind it')).not.toBeInTheDocument();
    expect(screen.queryByText('How did it move?')).not.toBeInTheDocument();
  });
});

describe('states', () => {
  it('loading: keeps the places', async () => {
    renderMetricPage({
      server,
      metricId: leadTime,
      scenario: { metric: 'pending' },
    });
    expect(
      await screen.findAllByRole(
        'status',
        { name: 'Loading this metric' },
        patience,
      ),
    ).toHaveLength(2);
  });

  it('error: says what failed, and tries again', async () => {
    const { answerWith } = renderMetricPage({
      server,
      metricId: leadTime,
      scenario: { metric: problem(503, 'The database did not answer.') },
    });
    const alert = await screen.findByRole('alert', {}, patience);
    expect(alert).toHaveTextContent(/Could not load this metric \(503\)/);
    answerWith({});
    await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
    expect(await findBlock('Value')).toHaveTextContent('1 d 4 h');
  });

  it('not permitted: says who grants it', async () => {
    renderMetricPage({
      server,
      metricId: leadTime,
      scenario: { metric: problem(403, 'You may not read this.') },
    });
    expect(
      await screen.findByText(
        /You may not see this metric\. The owner of this service/,
        {},
        patience,
      ),
    ).toBeInTheDocument();
  });

  it('unknown metric: says what to do, and asks for nothing', async () => {
    const { requests } = renderMetricPage({ server, metricId: 'acme.nothing' });
    expect(
      await screen.findByText(
        /There is no metric “acme\.nothing”\. Choose another one above\./,
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(requests.some(({ url }) => url.includes('acme.nothing'))).toBe(
      false,
    );
    expect(screen.getByLabelText('Metric')).toBeInTheDocument();
  });

  it('no data: says so, and leads to the last period that has some', async () => {
    renderMetricPage({
      server,
      metricId: leadTime,
      scenario: {
        metric: createUnknownMetricAnswer(leadTime, {
          code: 'noDataInWindow',
          parameters: { lastDataAt: '2026-05-29T10:00:00.000Z' },
        }),
      },
    });
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: 'Show the last period with data' },
        patience,
      ),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(
      '?from=2026-03-01&to=2026-05-30',
    );
  });

  it('not connected: shows the annotation to copy', async () => {
    renderMetricPage({
      server,
      metricId: leadTime,
      scenario: {
        metric: createUnknownMetricAnswer(
          leadTime,
          { code: 'noScope', parameters: {} },
          'notConfigured',
        ),
        health: {
          ...health,
          annotationHints: [
            {
              source: 'GitHub',
              key: 'github.com/project-slug',
              example: 'acme/payments',
            },
          ],
        },
      },
    });
    expect(
      await screen.findByText(
        'github.com/project-slug: "acme/payments"',
        {},
        patience,
      ),
    ).toBeInTheDocument();
  });

  it.each([
    [
      'insufficient',
      { status: 'insufficientSample', sampleSize: 2 },
      /n = 2; bands and comparison need 5/,
    ],
    [
      'partial',
      { status: 'partial', coveredFrom: '2026-10-03T00:00:00.000Z' },
      /from 3 Oct only/,
    ],
    [
      'stale',
      {
        status: 'stale',
        reason: {
          code: 'stale',
          parameters: {
            lastSuccessAt: new Date(Date.now() - 172_800_000).toISOString(),
          },
        },
      },
      /Last read 2 d ago/,
    ],
  ])('%s: says so beside the number', async (_, change, text) => {
    renderMetricPage({
      server,
      metricId: leadTime,
      scenario: { metric: known(leadTime, change) },
    });
    expect(await findBlock('Value')).toHaveTextContent(text);
  });

  it('roll-up: counts its services per band, and says whose number it mostly is', async () => {
    renderMetricPage({
      server,
      metricId: leadTime,
      scenario: {
        entity: group,
        metric: createMetricAnswer(leadTime, {
          bandCounts: { elite: 2, high: 3, medium: 0, low: 0, unknown: 4 },
          largestContributor: {
            entityRef: 'component:default/ledger',
            title: 'ledger',
            share: 0.62,
          },
        }),
      },
    });
    expect(await findBlock('Value')).toHaveTextContent(
      /Services: elite 2 · high 3 · unknown 4.*mostly ledger \(62 %\)/,
    );
  });
});
