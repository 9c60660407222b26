import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  createPoints,
  createTeamAnswer,
  createTeamNow,
  health,
  problem,
  unknownMetric,
  withTeamMetrics,
  withoutTeamNumbers,
} from '../__testUtils__';
import type { Scenario } from '../__testUtils__';
import { renderTeamPage } from '../__testUtils__/renderTeamPage';

const server = setupServer();
registerMswTestHooks(server);

// The page is large and the machines that run this are shared.
jest.setTimeout(120_000);
const patience = { timeout: 60_000 };

// By text and label, since looking for a role at every change of a large page takes minutes.
async function card(title: string): Promise<HTMLElement> {
  const found = await screen.findByText(title, {}, patience);
  return found.closest('button')!;
}

const section = (name: string) => screen.getByText(name).closest('button')!;
const address = () => screen.getByTestId('address');
const asked = (requests: readonly Request[], part: string) =>
  requests.filter(({ url }) => decodeURIComponent(url).includes(part));

describe('the Team analytics tab of a healthy team', () => {
  it('says whose work it shows, what waits, and the four numbers of Flow; it asks for no other section', async () => {
    const { requests } = renderTeamPage({ server });
    expect(await card('Throughput')).toHaveTextContent(
      /4\.7 per week.*merged pull requests.*2 per week more.*mostly Ledger \(62 %\).*61 pull requests/,
    );
    expect(await card('Cycle time')).toHaveTextContent(
      /1 d 6 h.*median, first commit to merge.*5 h longer, worse.*58 pull requests/,
    );
    expect(await card('Time to first review')).toHaveTextContent(/5 h/);
    expect(await card('Pull request size')).toHaveTextContent(/120 lines/);
    expect(
      screen.getByText(/that Payments team owned, whoever did it\./),
    ).toHaveTextContent(
      'Work on the 2 services that Payments team owned, whoever did it. Pull requests: mostly Ledger (62 %).',
    );
    expect(await card('Waiting for first review')).toHaveTextContent(
      /over 1 d5longest: 9 d/,
    );
    expect(
      (await screen.findByText('Default branch red')).parentElement,
    ).toHaveTextContent('None');
    expect(screen.getByText('Open incidents').parentElement).toHaveTextContent(
      'No source of incidents is connected.',
    );
    expect(
      await screen.findByText(
        '6 pull requests are open; half for over 3 d. 2 are older than 85 % of those merged became.',
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText('61 pull requests were merged, 4.7 per week.'),
    ).toBeInTheDocument();
    expect(asked(requests, 'section=flow')).toHaveLength(1);
    expect(
      asked(requests, '/analytics/team/').filter(({ url }) =>
        /section=(planning|balance|quality)/.test(url),
      ),
    ).toEqual([]);
  });

  it('names the services on demand, with a link to each', async () => {
    renderTeamPage({ server });
    await userEvent.click(await screen.findByText('2 services', {}, patience));
    const list = await screen.findByRole('dialog', {
      name: 'Services of Payments team',
    });
    expect(within(list).getByText('Ledger').closest('a')).toHaveAttribute(
      'href',
      '/catalog/default/component/ledger',
    );
  });

  it('has each chart as a table too, with gaps where nothing is known', async () => {
    renderTeamPage({ server });
    const chart = await screen.findByRole(
      'region',
      { name: 'How many pull requests are merged each week?' },
      patience,
    );
    await userEvent.click(within(chart).getByText('Table'));
    const rows = within(chart).getAllByRole('row');
    expect(rows).toHaveLength(14);
    expect(rows[5]).toHaveTextContent(/Week of 21 Sep.*no data/);
  });
});

describe('Now', () => {
  it('opens the list of a tile with the keyboard, holds it in the address, and closes it with Escape', async () => {
    renderTeamPage({ server });
    const tile = await card('Waiting for first review');
    tile.focus();
    await userEvent.keyboard('{Enter}');
    const list = await screen.findByRole('dialog', {
      name: 'Waiting for first review',
    });
    expect(address()).toHaveTextContent('now=waitingForReview');
    const rows = within(list).getAllByRole('row');
    expect(rows).toHaveLength(4);
    expect(rows[1]).toHaveTextContent(/Change number 1.*Payments9 d/);
    expect(
      within(list).getByText('The 3 that wait longest of 5.'),
    ).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await waitFor(
      () => expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
      patience,
    );
    expect(tile).toHaveFocus();
    expect(address()).not.toHaveTextContent('now=');
  });

  it('says for itself that it cannot be read, and leaves the numbers', async () => {
    renderTeamPage({
      server,
      scenario: { teamNow: problem(503, 'The database did not answer.') },
    });
    expect(await screen.findByRole('alert', {}, patience)).toHaveTextContent(
      'Could not load what waits now (503). Your other numbers are unaffected.',
    );
    expect(await card('Cycle time')).toHaveTextContent('1 d 6 h');
  });

  it('names the threshold of old work', async () => {
    renderTeamPage({
      server,
      scenario: {
        teamNow: createTeamNow({
          redPipelines: {
            status: 'noData',
            reason: {
              code: 'notConnected',
              parameters: { needs: ['pipelineRuns'] },
            },
          },
        }),
      },
    });
    expect(await card('In progress for long')).toHaveTextContent(
      'beyond 4 d, the p85 of those merged',
    );
    expect(
      screen.getByText('Default branch red').parentElement,
    ).toHaveTextContent('No pipelines are connected.');
  });
});

describe('the sections', () => {
  it('load when they are opened, and the address knows which are open', async () => {
    const { requests } = renderTeamPage({ server });
    await card('Cycle time');
    expect(section('Planning')).toHaveAttribute('aria-expanded', 'false');
    expect(asked(requests, 'section=planning')).toHaveLength(0);
    section('Planning').focus();
    await userEvent.keyboard('{Enter}');
    expect(
      await screen.findByText('Is work piling up?', {}, patience),
    ).toBeInTheDocument();
    expect(asked(requests, 'section=planning')).toHaveLength(1);
    expect(address()).toHaveTextContent('sections=flow,planning');
    await userEvent.click(section('Flow'));
    expect(address()).toHaveTextContent('sections=planning');
    expect(screen.queryByText('Cycle time')).not.toBeInTheDocument();
  });

  it('are opened by the address', async () => {
    const { requests } = renderTeamPage({
      server,
      search: '?sections=quality',
    });
    expect(
      await screen.findByText('Do pipelines succeed?', {}, patience),
    ).toBeInTheDocument();
    expect(asked(requests, 'section=flow')).toHaveLength(0);
  });
});

describe('what is chosen', () => {
  it('clock and sub-teams go into the address, every question and Explain', async () => {
    const { requests } = renderTeamPage({ server });
    await card('Cycle time');
    const subTeams = screen.getByLabelText('Sub-teams');
    expect(subTeams).not.toBeChecked();
    await userEvent.click(subTeams);
    expect(address()).toHaveTextContent('subTeams=on');
    const clock = screen.getByLabelText('Clock: Elapsed time');
    clock.focus();
    await userEvent.keyboard('{Enter}{ArrowDown}{Enter}');
    expect(address()).toHaveTextContent('clock=working');
    await waitFor(
      () =>
        expect(
          asked(requests, 'clock=working').filter(({ url }) =>
            /section=flow/.test(url),
          ),
        ).not.toHaveLength(0),
      patience,
    );
    await userEvent.click(await card('Cycle time'));
    await screen.findByRole('dialog', {
      name: 'How Cycle time is calculated',
    });
    await waitFor(() => {
      const explained = asked(requests, 'flow.cycle-time/').pop();
      expect(explained?.url).toContain('clock=working');
      expect(explained?.url).toMatch(/subTeams=(true|false)/);
    }, patience);
  });

  it('the statistic goes into the address, every question and Explain, and onto the cards', async () => {
    const { requests } = renderTeamPage({
      server,
      scenario: {
        team: {
          flow: withTeamMetrics('flow', {
            'flow.cycle-time': { measuredAs: { statistic: 'mean' } },
          }),
        },
      },
    });
    expect(await card('Cycle time')).toHaveTextContent(
      /mean, first commit to merge/,
    );
    expect(screen.getByText('Values are means, not medians.')).toHaveAttribute(
      'role',
      'note',
    );
    await userEvent.click(screen.getByLabelText('Measured as'));
    await userEvent.click(screen.getByLabelText('Statistic: Mean'));
    await userEvent.keyboard('{Escape}');
    expect(address()).toHaveTextContent('?statistic=mean');
    await waitFor(
      () =>
        expect(
          asked(requests, 'statistic=mean').filter(({ url }) =>
            /section=flow/.test(url),
          ),
        ).not.toHaveLength(0),
      patience,
    );
    for (const [title, isMeasured] of [
      ['Cycle time', true],
      ['Throughput', false],
    ] as const) {
      await userEvent.click(await card(title));
      await screen.findByRole('dialog', {
        name: `How ${title} is calculated`,
      });
      await waitFor(() => {
        const explained = asked(requests, '/explain').pop();
        expect(explained?.url.includes('statistic=mean')).toBe(isMeasured);
      }, patience);
      await userEvent.click(screen.getByLabelText('Close'));
    }
  });

  it('by the working clock durations are told in working hours, never in days', async () => {
    renderTeamPage({
      server,
      search: '?clock=working',
      scenario: {
        team: { flow: createTeamAnswer('flow', { clock: 'working' }) },
      },
    });
    expect(await card('Cycle time')).toHaveTextContent(
      /30 working h.*5 working h longer, worse/,
    );
    expect(
      screen.getByText(/Mean working hours per pull request/),
    ).toBeInTheDocument();
    expect(
      await screen.findByLabelText('age in working hours', {}, patience),
    ).toBeInTheDocument();
  });

  it('a group without sub-teams has no such choice', async () => {
    renderTeamPage({
      server,
      scenario: {
        team: { flow: createTeamAnswer('flow', { hasSubTeams: false }) },
      },
    });
    await card('Cycle time');
    expect(screen.queryByLabelText('Sub-teams')).not.toBeInTheDocument();
  });
});

describe('Explain', () => {
  it('opens from a card and tells throughput as the card does', async () => {
    renderTeamPage({ server });
    await userEvent.click(await card('Throughput'));
    const drawer = await screen.findByRole(
      'dialog',
      { name: 'How Throughput is calculated' },
      patience,
    );
    expect(address()).toHaveTextContent('explain=flow.throughput');
    expect(
      await within(drawer).findByText('Policy', {}, patience),
    ).toBeVisible();
  });
});

describe('ageing work', () => {
  it('moves from point to point with the arrow keys, and says what each is', async () => {
    renderTeamPage({ server });
    const chart = await screen.findByLabelText('age in days', {}, patience);
    const points = within(chart).getAllByRole('button');
    expect(points).toHaveLength(6);
    expect(points[0]).toHaveAccessibleName(
      /^Piece of work 5, Payments, Draft, 5\sd$/,
    );
    points[0].focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(points[1]).toHaveFocus();
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      /Piece of work.*Enter: open at the source/,
    );
  });

  it('says that only some of the points are drawn', async () => {
    renderTeamPage({
      server,
      scenario: {
        points: {
          ...createPoints('flow.work-in-progress-age'),
          nextCursor: 'p2',
        },
      },
    });
    expect(
      await screen.findByText(
        'Only the first 6 are drawn; the numbers count all of them.',
        {},
        patience,
      ),
    ).toBeInTheDocument();
  });

  it('fails alone', async () => {
    renderTeamPage({
      server,
      scenario: { points: problem(503, 'The database did not answer.') },
    });
    expect(
      await screen.findByText(
        /Could not load the points \(503\)/,
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(await card('Cycle time')).toHaveTextContent('1 d 6 h');
  });
});

const flowWith = (change: Parameters<typeof withTeamMetrics>[1]): Scenario => ({
  team: { flow: withTeamMetrics('flow', change) },
});

describe('states', () => {
  it('loading: keeps the places, and after three seconds says what takes so long', async () => {
    renderTeamPage({
      server,
      scenario: { team: { flow: 'pending' }, teamNow: 'pending' },
    });
    expect(
      await screen.findByText('Still loading the flow numbers', {}, patience),
    ).toBeInTheDocument();
    expect(screen.getByLabelText('Loading what waits now')).toBeInTheDocument();
  });

  it('error: says what failed, and tries again', async () => {
    const { answerWith } = renderTeamPage({
      server,
      scenario: { team: { flow: problem(503, 'The database is busy.') } },
    });
    const alert = await screen.findByRole('alert', {}, patience);
    expect(alert).toHaveTextContent(
      'Could not load the flow numbers (503). Your other numbers are unaffected.',
    );
    expect(await card('Waiting for first review')).toHaveTextContent('5');
    answerWith({});
    await userEvent.click(within(alert).getByText('Retry'));
    expect(await card('Cycle time')).toHaveTextContent('1 d 6 h');
  });

  it('not permitted: says who grants it', async () => {
    renderTeamPage({
      server,
      scenario: { team: { flow: problem(403, 'You may not read it.') } },
    });
    expect(
      await screen.findByText(
        /You may not see the flow numbers\./,
        {},
        patience,
      ),
    ).toBeInTheDocument();
  });

  it('a team that owns nothing: says how a service comes to belong to it, and draws no empty charts', async () => {
    renderTeamPage({
      server,
      scenario: { team: { flow: createTeamAnswer('flow', { services: [] }) } },
    });
    expect(
      await screen.findByText(
        /Payments team owned no service in this window\..*Those of its sub-teams count once “Sub-teams” is on\./,
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText('Planning')).not.toBeInTheDocument();
  });

  it('noScope: says it once, with an annotation to copy', async () => {
    renderTeamPage({
      server,
      scenario: {
        team: {
          flow: withoutTeamNumbers(
            'flow',
            { code: 'noScope', parameters: {} },
            {
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
          ),
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
    expect(
      screen.getByText('No source is connected to this service.'),
    ).toBeInTheDocument();
  });

  it('collecting: says how far it is, beside what is there', async () => {
    renderTeamPage({
      server,
      scenario: {
        team: {
          flow: createTeamAnswer('flow', {
            health: {
              ...health,
              collection: {
                doneScopeCount: 42,
                totalScopeCount: 120,
                secondsLeft: 360,
              },
            },
          }),
        },
      },
    });
    expect(
      await screen.findByText(
        'Reading history: 42 of 120 repositories, about 6 min left. Newest 30 days first.',
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(await card('Cycle time')).toHaveTextContent('1 d 6 h');
  });

  it('stale: says since when, above and on the card', async () => {
    const lastSuccessAt = new Date(Date.now() - 2 * 86_400_000).toISOString();
    renderTeamPage({
      server,
      scenario: flowWith({
        'flow.cycle-time': {
          value: {
            status: 'stale',
            value: 30 * 3600,
            sampleSize: 58,
            excluded: [],
            reason: {
              code: 'stale',
              parameters: { lastSuccessAt, message: 'GitHub answered 401.' },
            },
          },
        },
      }),
    });
    expect(
      await screen.findByText(
        /Last read 2 d ago: GitHub answered 401\./,
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(await card('Cycle time')).toHaveTextContent(
      /1 d 6 h.*Last read 2 d ago/,
    );
  });

  it.each([
    [
      'insufficient: withholds the comparison',
      {
        status: 'insufficientSample',
        value: 7200,
        sampleSize: 2,
        excluded: [],
      },
      /2 h.*n = 2; bands and comparison need 5/,
    ],
    [
      'partial: says from when',
      {
        status: 'partial',
        value: 7200,
        sampleSize: 20,
        coveredFrom: '2026-10-03T00:00:00.000Z',
        excluded: [],
      },
      /2 h.*from 3 Oct only/,
    ],
  ] as const)('%s', async (_, value, text) => {
    renderTeamPage({
      server,
      scenario: flowWith({ 'flow.cycle-time': { value } }),
    });
    expect(await card('Cycle time')).toHaveTextContent(text);
    expect(await card('Throughput')).toHaveTextContent('4.7 per week');
  });

  it('empty: one number that is not known says why, and the others stand', async () => {
    renderTeamPage({
      server,
      scenario: flowWith({
        'flow.time-to-first-review': unknownMetric({
          code: 'noDataInWindow',
          parameters: {},
        }),
        'flow.work-in-progress-age': unknownMetric({
          code: 'noDataInWindow',
          parameters: {},
        }),
      }),
    });
    expect(await card('Time to first review')).toHaveTextContent(
      'Nothing in these 90 days.',
    );
    const ageing = screen.getByRole('region', {
      name: 'What has been open for long?',
    });
    expect(ageing).toHaveTextContent('Nothing in these 90 days.');
    expect(within(ageing).queryByText('Table')).not.toBeInTheDocument();
  });

  it('older: keeps the numbers when a refresh fails, and says so', async () => {
    const { queryClient, answerWith } = renderTeamPage({ server });
    await card('Cycle time');
    answerWith({ team: { flow: problem(503, 'The database is busy.') } });
    queryClient.invalidateQueries();
    expect(
      await screen.findByText(
        /Could not refresh the flow numbers \(503\); showing what was read just now\./,
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(await card('Cycle time')).toHaveTextContent('1 d 6 h');
  });
});
