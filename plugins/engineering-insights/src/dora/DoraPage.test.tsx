import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  createDeployments,
  createDeploymentsAnswer,
  problem,
  scenarios,
} from '../__testUtils__';
import type { Scenario } from '../__testUtils__';
import { renderDoraPage } from '../__testUtils__/renderDoraPage';

const server = setupServer();
registerMswTestHooks(server);

// The page is large and the machines that run this are shared.
jest.setTimeout(60_000);
const patience = { timeout: 20_000 };

// By text and label, since looking for a role at every change of a large page takes minutes.
async function card(title: string): Promise<HTMLElement> {
  const found = await screen.findByText(title, {}, patience);
  return found.closest('button')!;
}

const findTimeline = () =>
  screen.findByLabelText(/Deployments over time/, {}, patience);

// What a test does not look at need not be drawn at length.
const few: Scenario = {
  deployments: createDeploymentsAnswer(createDeployments(3)),
};

describe('the DORA tab of a healthy service', () => {
  it('says the page in one sentence, the five numbers on cards, and each chart as a table too', async () => {
    renderDoraPage({ server, scenario: few });
    expect(
      await screen.findByText(
        /41 deployments, 143 changes, 4 failures\. Pickup grew most, by 5 h\./,
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(await card('Change lead time')).toHaveTextContent(
      /1 d 4 h.*median, commit to production.*6 h shorter, better.*High · DORA 2024.*143 changes, 12 left out/,
    );
    expect(await card('Deployment frequency')).toHaveTextContent(
      /3\.2 per week.*41 deployments, 3 active days/,
    );
    expect(await card('Failed deployment recovery time')).toHaveTextContent(
      /2 h 10 min.*no clear change.*3 recovered, 1 still open/,
    );
    expect(await card('Change fail rate')).toHaveTextContent(
      /7 %.*3 of 41 deployments needed a fix.*2 points higher, worse.*High · our bands.*2 too recent to judge/,
    );
    expect(await card('Deployment rework rate')).toHaveTextContent(
      /10 %.*4 of 41 were unplanned fixes.*DORA has no band/,
    );
    expect(await card('Change lead time')).toHaveAccessibleName(
      /^Change lead time/,
    );
    expect(
      screen.getByText(
        'Pickup takes most: 29 % of the mean 2 d 5 h per pull request, over 70 pull requests.',
      ),
    ).toBeInTheDocument();
    const phases = screen.getByRole('region', {
      name: 'Where does the time go?',
    });
    await userEvent.click(within(phases).getByText('Table'));
    const rows = within(phases).getAllByRole('row');
    expect(rows).toHaveLength(14);
    expect(rows[5]).toHaveTextContent(/21 Sep.*0no data/);
  });

  it('moves over the timeline with the arrow keys and marks the row that is chosen', async () => {
    renderDoraPage({ server });
    const timeline = await findTimeline();
    const marks = within(timeline).getAllByRole('button');
    expect(marks).toHaveLength(41);
    marks[0].focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(marks[1]).toHaveFocus();
    expect(screen.getByRole('tooltip')).toHaveTextContent(
      /UTC.*Enter: show the row/,
    );
    await userEvent.keyboard('{End}');
    expect(marks[40]).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByTestId('address')).toHaveTextContent('deployment=d-41');
    expect(screen.getByRole('row', { selected: true })).toHaveTextContent(
      'v2.40.0',
    );
  });

  it('draws bars instead of marks from 151 deployments on, with failures still single', async () => {
    renderDoraPage({ server, scenario: scenarios.busy });
    const timeline = await findTimeline();
    expect(within(timeline).getAllByRole('button')).toHaveLength(4);
    expect(screen.getByText('Deployments per day (UTC)')).toBeInTheDocument();
  });
});

describe('the DORA tab of a system', () => {
  it('counts its services per band, and says whose numbers they mostly are', async () => {
    renderDoraPage({ server, scenario: { ...few, ...scenarios.rollUp } });
    expect(await card('Change lead time')).toHaveTextContent(
      /1 d 4 h.*Services: elite 2 · high 3 · unknown 4.*mostly ledger \(62 %\).*143 changes/,
    );
    expect(await card('Deployment frequency')).toHaveTextContent(
      /3\.2 per week.*per service, 4\.1 per day in all.*41 deployments by 9 services/,
    );
    expect(screen.queryByText(/DORA 2024/)).not.toBeInTheDocument();
  });

  it('names the services behind its numbers, each with a link', async () => {
    renderDoraPage({ server, scenario: { ...few, ...scenarios.rollUp } });
    const services = await screen.findByRole(
      'button',
      { name: '9 services' },
      patience,
    );
    expect(services.closest('p')).toHaveTextContent(
      /failures, by 9 services\./,
    );
    await userEvent.click(services);
    const list = await screen.findByRole('dialog', {
      name: 'Services of Checkout',
    });
    await within(list).findByRole('link', { name: 'ledger' });
    expect(within(list).getAllByRole('link')).toHaveLength(9);
    expect(within(list).getByRole('link', { name: 'ledger' })).toHaveAttribute(
      'href',
      '/catalog/default/component/ledger',
    );
  });
});

describe('Explain', () => {
  it('opens from a card, holds its state in the address, and gives the focus back on Escape', async () => {
    renderDoraPage({ server, scenario: few });
    const leadTime = await card('Change lead time');
    await userEvent.click(leadTime);
    const drawer = await screen.findByRole(
      'dialog',
      { name: 'How Change lead time is calculated' },
      patience,
    );
    expect(screen.getByTestId('address')).toHaveTextContent(
      'explain=dora.change-lead-time',
    );
    expect(
      await within(drawer).findByText(
        /^Of 143 changes, the shortest first, number 72 is in the middle: 1 d 4 h for “Read fees from the ledger/,
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(
      within(drawer).getByRole('heading', { name: 'Included (143)' }),
    ).toBeInTheDocument();
    expect(
      within(drawer).getByRole('heading', { name: 'Left out (12)' }),
    ).toBeInTheDocument();
    expect(drawer).toHaveTextContent(
      /9 squash commits.*Merge refunds into main.*3 in the first known deployment/,
    );
    expect(drawer).toHaveTextContent(/default, set by app-config\.yaml/);
    await userEvent.keyboard('{Escape}');
    await waitFor(
      () => expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
      patience,
    );
    expect(leadTime).toHaveFocus();
    expect(screen.getByTestId('address')).not.toHaveTextContent('explain');
  });

  it('reads the next page of records', async () => {
    const { requests } = renderDoraPage({
      server,
      scenario: few,
      search: '?explain=dora.change-lead-time',
    });
    await userEvent.click(await screen.findByText('Show more', {}, patience));
    await waitFor(() =>
      expect(requests.some(({ url }) => url.includes('cursor=page-2'))).toBe(
        true,
      ),
    );
  });
});

describe('the address', () => {
  it('sets the window, the comparison and the filters', async () => {
    const { requests } = renderDoraPage({
      server,
      search:
        '?from=2026-01-01&to=2026-02-01&compare=off&environment=prd-us&outcome=failed',
    });
    const table = await screen.findByRole(
      'table',
      { name: 'Deployments' },
      patience,
    );
    expect(within(table).getAllByRole('row')).toHaveLength(2);
    expect(within(table).getAllByRole('row')[1]).toHaveTextContent(
      /prd-us.*Failed, needed a fix/,
    );
    const dora = requests.find(({ url }) => url.includes('/analytics/dora/'));
    expect(dora?.url).toContain('?from=2026-01-01&to=2026-02-01&compare=false');
    expect(screen.getByText('1 Jan – 31 Jan 2026 UTC')).toBeInTheDocument();
  });

  it('has a column of links only where a deployment has one', async () => {
    const items = createDeployments(3).map(row => ({ ...row, url: undefined }));
    renderDoraPage({
      server,
      scenario: { deployments: createDeploymentsAnswer(items) },
    });
    expect(
      await screen.findByText('Lead time (median)', {}, patience),
    ).toBeVisible();
    expect(
      screen.queryByText('Link', { selector: 'th' }),
    ).not.toBeInTheDocument();
  });

  it('follows what is searched', async () => {
    renderDoraPage({ server });
    await userEvent.type(
      await screen.findByLabelText('Search', {}, patience),
      'refunds',
    );
    expect(screen.getByTestId('address')).toHaveTextContent('search=refunds');
    const table = screen.getByRole('table', { name: 'Deployments' });
    expect(within(table).getAllByRole('row')).toHaveLength(2);
  });
});

describe('corrections', () => {
  it('marks a deployment as failed, with the reason', async () => {
    const { requests } = renderDoraPage({ server });
    await userEvent.click(
      (
        await screen.findAllByLabelText(
          /^Mark as failed: Deployment/,
          {},
          patience,
        )
      )[0],
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Why/ }),
      'Rolled back by hand',
    );
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByText(
        'Saved. The numbers follow in a moment.',
        {},
        patience,
      ),
    ).toBeInTheDocument();
    const put = requests.find(({ method }) => method === 'PUT');
    expect(put?.url).toMatch(/\/v1\/deployments\/d-40\/mark$/);
    expect(await put?.json()).toEqual({
      isFailed: true,
      note: 'Rolled back by hand',
    });
  });

  it('says that an incident was not caused by a change', async () => {
    const { requests } = renderDoraPage({ server, scenario: few });
    await userEvent.click(
      await screen.findByLabelText(
        'Not caused by a change: Checkout answers slowly',
        {},
        patience,
      ),
    );
    await waitFor(() =>
      expect(requests.some(({ method }) => method === 'PUT')).toBe(true),
    );
    const put = requests.find(({ method }) => method === 'PUT');
    expect(put?.url).toMatch(/\/v1\/incidents\/i-1\/attribution$/);
    expect(await put?.json()).toEqual({ isCausedByChange: false });
  });

  it('says in a sentence that the server refused', async () => {
    renderDoraPage({
      server,
      scenario: { ...few, correction: problem(403, 'Not the owner.') },
    });
    await userEvent.click(
      await screen.findByLabelText(
        'Not caused by a change: Checkout answers slowly',
        {},
        patience,
      ),
    );
    expect(
      await screen.findByText(
        /You may not correct this service\./,
        {},
        patience,
      ),
    ).toBeInTheDocument();
  });
});

describe('live updates', () => {
  it('announces a new deployment and keeps what was shown while it reads', async () => {
    const [newest, ...older] = createDeployments();
    const { queryClient, answerWith } = renderDoraPage({
      server,
      scenario: { deployments: createDeploymentsAnswer(older) },
    });
    const timeline = await findTimeline();
    expect(within(timeline).getAllByRole('button')).toHaveLength(40);
    answerWith({ deployments: createDeploymentsAnswer([newest, ...older]) });
    queryClient.invalidateQueries();
    expect(
      await screen.findByText(
        'New deployment: v2.40.0, Failed, needed a fix.',
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(within(timeline).getAllByRole('button')).toHaveLength(41);
  });

  it('keeps older numbers when a refresh fails, and says so', async () => {
    const { queryClient, answerWith } = renderDoraPage({
      server,
      scenario: few,
    });
    await card('Change lead time');
    answerWith(scenarios.error);
    queryClient.invalidateQueries();
    expect(
      await screen.findByText(
        /Could not refresh the DORA numbers \(503\); showing what was read just now\./,
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(await card('Change lead time')).toHaveTextContent('1 d 4 h');
  });
});

describe('states', () => {
  it('loading: keeps the places, and after three seconds says what takes so long', async () => {
    renderDoraPage({ server, scenario: scenarios.loading });
    expect(
      await screen.findAllByRole(
        'status',
        { name: 'Loading the DORA numbers' },
        patience,
      ),
    ).not.toHaveLength(0);
    expect(
      await screen.findAllByText(/^Still loading deployments/, {}, patience),
    ).not.toHaveLength(0);
  });

  it('error: says what failed and that the rest stands, and tries again', async () => {
    const { answerWith } = renderDoraPage({
      server,
      scenario: scenarios.deploymentsError,
    });
    const alert = await screen.findByRole('alert', {}, patience);
    expect(alert).toHaveTextContent(
      'Could not load deployments (503). Your other numbers are unaffected.',
    );
    expect(
      within(alert).getByRole('button', { name: 'Copy details' }),
    ).toBeInTheDocument();
    expect(await card('Change lead time')).toHaveTextContent('1 d 4 h');
    answerWith({});
    await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
    expect(await findTimeline()).toBeInTheDocument();
  });

  it.each([
    [
      'forbidden',
      /You may not see the DORA numbers\. The owner of this service/,
    ],
    [
      'collecting',
      /Reading history: 42 of 120 repositories, about 6 min left\. Newest 30 days first\./,
    ],
    ['noScope', /No source is connected to this service\./],
    ['noDeploymentRule', /No deployments found in acme\/payments\./],
    [
      'noProductionEnvironment',
      /None of staging, prd-eu counts as production\./,
    ],
    ['noDataInWindow', /Nothing in these 90 days\./],
    ['neverAnyData', /Nothing has been recorded yet\./],
    ['notPermitted', /You may not see these numbers\./],
    ['stale', /Last read 2 d ago: GitHub answered 401\./],
  ])('%s: says %s', async (name, sentence) => {
    renderDoraPage({ server, scenario: { ...few, ...scenarios[name] } });
    expect(await screen.findByText(sentence, {}, patience)).toBeInTheDocument();
  });

  it.each([
    [
      'noRevision',
      'Change lead time',
      /30 of 41 deployments have no commit, so lead time is unknown\./,
    ],
    [
      'notRecovered',
      'Failed deployment recovery time',
      /6 failed in these 90 days, and of none is it known when it was over\./,
    ],
    [
      'noFailures',
      'Failed deployment recovery time',
      /No failed deployment in these 90 days\./,
    ],
    [
      'belowMinimumSample',
      'Failed deployment recovery time',
      /2 h 10 min.*n = 2; bands and comparison need 3/,
    ],
    ['partial', 'Change lead time', /1 d 4 h.*from 3 Oct only/],
    ['corrected', 'Change fail rate', /corrected by hand \(2\)/],
    ['collecting', 'Change lead time', /Reading history/],
  ])('%s: the card says so and the others stand', async (name, title, text) => {
    renderDoraPage({ server, scenario: { ...few, ...scenarios[name] } });
    expect(await card(title)).toHaveTextContent(text);
    expect(await card('Deployment frequency')).toHaveTextContent(
      '3.2 per week',
    );
  });

  it('belowMinimumSample: withholds the band and the comparison', async () => {
    renderDoraPage({
      server,
      scenario: { ...few, ...scenarios.belowMinimumSample },
    });
    expect(await card('Failed deployment recovery time')).not.toHaveTextContent(
      /DORA 2024|no clear change/,
    );
  });

  it('noScope and noDeploymentRule: offer the annotation to copy', async () => {
    renderDoraPage({ server, scenario: scenarios.noDeploymentRule });
    expect(
      await screen.findByText(
        'engineering-insights/deployments: "pipelineRuns:deploy.yml"',
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getAllByRole('button', { name: 'Copy annotation' }),
    ).toHaveLength(2);
    expect(screen.getByText(/210 · 2\.3 per day/)).toBeInTheDocument();
    expect(screen.getByText(/^releases$/)).toBeInTheDocument();
  });

  it('noDeploymentRule: shows the pull requests, whose deploy phase is not known', async () => {
    renderDoraPage({ server, scenario: scenarios.noDeploymentRule });
    expect(
      await screen.findByText(/: no deployments known\.\s*$/, {}, patience),
    ).toBeInTheDocument();
    const phases = screen.getByRole('region', {
      name: 'Phases of a pull request',
    });
    const deploy = within(phases).getByText('Deploy').closest('tr');
    expect(deploy).toHaveTextContent(/^Deployno datano datano data$/);
    expect(within(phases).getByText('Pickup').closest('tr')).toHaveTextContent(
      /11 h.*34 %/,
    );
    expect(screen.queryByText('Deployments')).not.toBeInTheDocument();
  });

  it('noDataInWindow: shows the last period with data on demand', async () => {
    renderDoraPage({ server, scenario: scenarios.noDataInWindow });
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: 'Show the last period with data' },
        patience,
      ),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(
      'from=2026-03-01&to=2026-05-30',
    );
  });
});
