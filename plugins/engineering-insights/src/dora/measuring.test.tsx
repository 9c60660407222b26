import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import type { MeasuredAs } from '@sei-platform/plugin-engineering-insights-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  createDeployments,
  createDeploymentsAnswer,
  createExplainAnswer,
  withMetrics,
} from '../__testUtils__';
import { renderDoraPage } from '../__testUtils__/renderDoraPage';

const server = setupServer();
registerMswTestHooks(server);

// The page is large and the machines that run this are shared.
jest.setTimeout(60_000);
const patience = { timeout: 20_000 };
const deployments = createDeploymentsAnswer(createDeployments(3));
const address = () => screen.getByTestId('address');

async function card(title: string): Promise<HTMLElement> {
  const found = await screen.findByText(title, {}, patience);
  return found.closest('button')!;
}

/** The tab as the backend answers where it is measured otherwise. */
function measured(measuredAs: MeasuredAs) {
  const { statistic } = measuredAs;
  const ofStatistic = statistic && { measuredAs: { statistic } };
  return withMetrics({
    'dora.change-lead-time': { measuredAs, band: undefined },
    'dora.failed-deployment-recovery-time': {
      ...ofStatistic,
      ...(ofStatistic && { band: undefined }),
    },
    'flow.coding-time': { ...ofStatistic },
  });
}

const asked = (requests: readonly Request[], part: string) =>
  requests
    .filter(({ url }) => url.includes(part))
    .map(({ url }) => Object.fromEntries(new URL(url).searchParams));

describe('the DORA tab, measured as its definitions say', () => {
  it('says nothing of it, and asks for nothing by name', async () => {
    const { requests } = renderDoraPage({ server, scenario: { deployments } });
    expect(await card('Change lead time')).toHaveTextContent(
      /median, commit to production/,
    );
    expect(screen.getByLabelText('Measured as')).toHaveTextContent(
      'Measured as',
    );
    expect(screen.queryByText(/not medians/)).not.toBeInTheDocument();
    for (const query of asked(requests, '/analytics/dora/'))
      expect(Object.keys(query).sort()).toEqual(['compare', 'from', 'to']);
  });

  it('is measured as its menu says, which the address and the question hold', async () => {
    const { requests } = renderDoraPage({ server, scenario: { deployments } });
    await card('Change lead time');
    await userEvent.click(screen.getByLabelText('Measured as'));
    const option = (name: string) => screen.getByLabelText(name);
    expect(option('Statistic: Median')).toBeChecked();
    await userEvent.click(option('Statistic: 90th percentile'));
    await userEvent.click(option('Change lead time counts: Pull requests'));
    await userEvent.click(
      option('Change lead time begins: When a pull request is opened'),
    );
    expect(option('Statistic: 90th percentile')).toBeChecked();
    expect(option('Statistic: Median')).not.toBeChecked();
    expect(address()).toHaveTextContent(
      '?statistic=p90&unit=pullRequest&start=opened',
    );
    await waitFor(
      () =>
        expect(asked(requests, '/analytics/dora/').pop()).toMatchObject({
          statistic: 'p90',
          unit: 'pullRequest',
          start: 'opened',
        }),
      patience,
    );
    await userEvent.keyboard('{Escape}');
    expect(
      await screen.findByLabelText(
        'Measured as: p90, per pull request, from opening',
        {},
        patience,
      ),
    ).toHaveTextContent('p90, per pull request, from opening');
  });
});

describe('the DORA tab, measured otherwise', () => {
  const search = '?statistic=p90&unit=pullRequest&start=opened';

  it('names it on the cards, in a sentence and in the table, and says why there is no band', async () => {
    renderDoraPage({
      server,
      search,
      scenario: {
        deployments,
        dora: measured({
          statistic: 'p90',
          unit: 'pullRequest',
          start: 'opened',
        }),
      },
    });
    const leadTime = await card('Change lead time');
    expect(leadTime).toHaveTextContent(
      /90th percentile, opened to production.*143 pull requests, 12 left out/,
    );
    expect(leadTime).not.toHaveTextContent(/DORA 2024/);
    expect(await card('Failed deployment recovery time')).toHaveTextContent(
      /90th percentile, failure to recovery/,
    );
    expect(await card('Change fail rate')).toHaveTextContent(/our bands/);
    expect(screen.getByText(/not medians/)).toHaveTextContent(
      'Values are 90th percentiles, not medians. Change lead time counts pull requests, not commits. Change lead time begins when the pull request is opened. What is measured otherwise has no band: bands are about the median, over all commits since they were written, by the clock.',
    );
    expect(
      screen.getByText(/41 deployments, 143 pull requests, 4 failures/),
    ).toBeInTheDocument();
    expect(screen.getByText('p90').tagName).toBe('TH');
    expect(
      screen.getByText(/Pull requests by lead time, logarithmic scale/),
    ).toBeInTheDocument();
  });

  it('explains a number as it was measured, and one that it does not bear on as ever', async () => {
    const explained = createExplainAnswer('dora.change-lead-time');
    const { requests } = renderDoraPage({
      server,
      search,
      scenario: {
        deployments,
        dora: measured({
          statistic: 'p90',
          unit: 'pullRequest',
          start: 'opened',
        }),
        explain: {
          ...explained,
          measuredAs: {
            statistic: 'p90',
            unit: 'pullRequest',
            start: 'opened',
          },
          nextCursor: undefined,
        },
      },
    });
    await userEvent.click(await card('Change lead time'));
    expect(
      await screen.findByText(
        'Measured as: 90th percentile, per pull request, opened to production.',
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(asked(requests, 'dora.change-lead-time/').pop()).toMatchObject({
      statistic: 'p90',
      unit: 'pullRequest',
      start: 'opened',
    });
    await userEvent.click(screen.getByLabelText('Close'));
    await userEvent.click(await card('Change fail rate'));
    await waitFor(
      () => expect(asked(requests, 'change-fail-rate/')).not.toEqual([]),
      patience,
    );
    expect(Object.keys(asked(requests, 'change-fail-rate/')[0])).toEqual([
      'from',
      'to',
    ]);
  });
});
