import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { createOverview, noValue, problem } from '../../__testUtils__';
import { renderOverview } from '../../__testUtils__/renderOverview';

const server = setupServer();
registerMswTestHooks(server);

// The page is large and the machines that run this are shared.
jest.setTimeout(180_000);
const patience = { timeout: 60_000 };

const find = (text: string | RegExp) => screen.findByText(text, {}, patience);
const address = () => screen.getByTestId('address');
const asked = (requests: readonly Request[], part: string) =>
  requests
    .map(({ url }) => decodeURIComponent(url))
    .filter(url => url.includes(part));

describe('the overview', () => {
  it('opens on the domain that a group of the reader owns, and says what it shows', async () => {
    const { requests } = renderOverview({ server });
    expect(await find(/12 services of/)).toHaveTextContent(
      /25 Aug.*2026 \(UTC\): 12 services of Retail\.$/,
    );
    expect(
      await find(
        'In Oct 2026, of 12 services: elite 17 %, high 42 %, medium 25 %, low 8 %, no band 8 %.',
      ),
    ).toBeInTheDocument();
    expect(
      asked(requests, '/v1/overview/').every(
        url =>
          url.includes('/domain/default/retail') || url.endsWith('/targets'),
      ),
    ).toBe(true);
    // Of the first two months nothing was read, which is no month without bands.
    expect(screen.getAllByText('Not read yet')).not.toHaveLength(0);
    // The address says nothing that the reader did not choose.
    expect(address()).toHaveTextContent('');
  });

  it('opens on the group of a reader whose groups own no domain', async () => {
    const { requests } = renderOverview({
      server,
      ownershipEntityRefs: ['user:default/jo', 'group:default/money'],
    });
    await find(/12 services of/);
    expect(asked(requests, '/group/default/money')).not.toEqual([]);
  });

  it('lets a reader without services choose, and shows nothing of everything', async () => {
    const { requests } = renderOverview({ server, ownershipEntityRefs: [] });
    expect(
      await find('Whose services do you want to see?'),
    ).toBeInTheDocument();
    expect(asked(requests, '/v1/overview/')).toHaveLength(1);
    await userEvent.click(
      screen.getByLabelText('Domain, system or group', { selector: 'input' }),
    );
    await userEvent.click(await find('Till'));
    await find(/12 services of/);
    expect(address()).toHaveTextContent('?entity=system:default/till');
  });

  it('teaches where there is no domain, system or group', async () => {
    renderOverview({ server, scenario: { overviewTargets: { targets: [] } } });
    expect(
      await find('There is nothing to have an overview of.'),
    ).toBeInTheDocument();
  });

  it('says what is loading', async () => {
    renderOverview({ server, scenario: { overview: 'pending' } });
    expect(
      await screen.findByLabelText('Loading the overview', {}, patience),
    ).toBeInTheDocument();
  });

  it('asks again where the overview could not be loaded', async () => {
    const { requests } = renderOverview({
      server,
      scenario: { overview: problem(403, 'You may not read it.') },
    });
    await find(/You may not see the overview/);
    const before = asked(requests, '/retail').length;
    await userEvent.click(screen.getByText('Retry'));
    await waitFor(() =>
      expect(asked(requests, '/retail').length).toBeGreaterThan(before),
    );
  });

  it('lets one part fail alone', async () => {
    renderOverview({
      server,
      scenario: { overviewChanges: problem(400, 'It is broken.') },
    });
    expect(
      await find(
        /Could not load what moved \(400\)\. Your other numbers are unaffected\./,
      ),
    ).toBeInTheDocument();
    expect(await find('Deployments with a known revision')).toBeInTheDocument();
    expect(screen.getByText(/12 services of/)).toBeInTheDocument();
  });

  it('says of services that belong to nothing how they come to belong', async () => {
    renderOverview({
      server,
      scenario: { overview: createOverview({ serviceCount: 0 }) },
    });
    expect(
      await find('Retail has no services in these 90 days.'),
    ).toBeInTheDocument();
  });

  it('offers to clear filters that leave nothing', async () => {
    renderOverview({
      server,
      search: '?entity=domain:default/retail&tag=java&lifecycle=production',
      scenario: {
        overview: createOverview({ serviceCount: 0, isFiltered: true }),
      },
    });
    await find('No service of Retail has what you filter by.');
    await userEvent.click(screen.getByText('Clear the filters'));
    expect(address()).toHaveTextContent('?entity=domain:default/retail');
    expect(address()).not.toHaveTextContent('tag');
  });

  it('asks by what the address filters by, and says so', async () => {
    const { requests } = renderOverview({
      server,
      search: '?window=365d&tag=java&lifecycle=production',
      scenario: { overview: createOverview({ isFiltered: true }) },
    });
    expect(await find(/12 services of/)).toHaveTextContent(
      'Only those with the lifecycle production and with the tag java.',
    );
    for (const part of ['retail?', '/changes?', '/completeness?']) {
      expect(asked(requests, part)[0]).toContain(
        'days=365&lifecycle=production&tag=java',
      );
    }
  });

  it('says how many services the reader does not see', async () => {
    renderOverview({
      server,
      scenario: { overview: createOverview({ hiddenServiceCount: 2 }) },
    });
    expect(
      await find(/2 more services that you may not see count/),
    ).toBeInTheDocument();
  });

  it('says of a metric that is not known why', async () => {
    const overview = createOverview();
    renderOverview({
      server,
      scenario: {
        overview: {
          ...overview,
          metrics: overview.metrics.map(metric =>
            metric.metricId === 'dora.change-lead-time'
              ? {
                  ...metric,
                  value: noValue('noRevision', {}),
                  change: undefined,
                  series: [],
                }
              : metric,
          ),
        },
      },
    });
    expect(
      await find(/have no commit|lead time is unknown|no revision/i),
    ).toBeInTheDocument();
  });
});

describe('what moved', () => {
  it('tells the change in means, what brought most, and parts that add up to it', async () => {
    renderOverview({ server });
    expect(
      await find(
        'Change lead time, mean: 1 d 1 h before, 1 d 6 h now: 5 h longer. Most: Pickup, +6 h.',
      ),
    ).toBeInTheDocument();
    const rows = (name: string) =>
      within(screen.getByRole('table', { name }))
        .getAllByRole('row')
        .slice(1)
        // A number and its unit stay on one line.
        .map(({ textContent }) => textContent?.replace(/\u00a0/g, ' '));
    expect(rows('By phase')).toEqual([
      'Coding4 h4 hnone',
      'Pickup6 h12 h+6 h',
      'Review4 h4 hnone',
      'Merge2 h2 hnone',
      'Deploy5 h3 h−2 h',
      'Unexplainedchanges without all boundaries of a pull request+1 h',
      'Change+5 h',
    ]);
    expect(rows('By service')).toEqual([
      'Ledger1 d 16 h2 d 2 h+4 h',
      'Payments12 h10 h−1 h',
      '10 other services+1 h 30 min',
      'Unexplainedby services that you may not see+30 min',
      'Change+5 h',
    ]);
  });

  it.each([
    [
      'dora.failed-deployment-recovery-time',
      'Nothing to compare: one of the two windows has none.',
    ],
    ['dora.change-fail-rate', 'n = 4; bands and comparison need 10'],
    [
      'dora.deployment-rework-rate',
      'Deployment rework rate, share: 14 % before, 10 % now: 4 points lower. Most: Payments, −4 points.',
    ],
  ])('says of %s: %s', async (metricId, sentence) => {
    renderOverview({ server, search: `?moved=${metricId}` });
    expect(await find(sentence)).toBeInTheDocument();
  });
});

describe('the lists of the overview', () => {
  it('opens the services of a band by name, and its address does so again', async () => {
    const { requests } = renderOverview({ server });
    const [part] = await screen.findAllByLabelText(
      'Change lead time: High, 5 services',
      {},
      patience,
    );
    await userEvent.click(part);
    const list = await screen.findByRole(
      'dialog',
      { name: 'Change lead time: High' },
      patience,
    );
    expect(await within(list).findByText('Ledger')).toBeInTheDocument();
    expect(list).toHaveTextContent('2 d 2 h');
    expect(address()).toHaveTextContent('list=band/dora.change-lead-time/high');
    expect(asked(requests, '/services')[0]).toContain(
      'metric=dora.change-lead-time&band=high',
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(address()).not.toHaveTextContent('list='));
  });

  it('opens who lacks what', async () => {
    renderOverview({ server });
    await userEvent.click(await find('Deployments with a known revision'));
    const list = await screen.findByRole(
      'dialog',
      { name: 'Lacking: Deployments with a known revision' },
      patience,
    );
    expect(list).toHaveTextContent('Ledger2 of 12 missing');
  });

  it('has no button where nobody lacks, or nothing was there', async () => {
    renderOverview({ server });
    const name = await find('Rollouts linked to pull requests');
    expect(name.closest('button')).toBeNull();
    expect(
      screen.getByText('none in these 90 days').closest('button'),
    ).toBeNull();
  });
});
