import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  createGapsAnswer,
  health,
  problem,
  servicesHealth,
} from '../../__testUtils__';
import { renderInsights } from '../../__testUtils__/renderInsights';

const server = setupServer();
registerMswTestHooks(server);

jest.setTimeout(60_000);
const patience = { timeout: 20_000 };
const PAYMENTS = 'data-health?entity=component:default/payments';
const address = () => screen.getByTestId('address').textContent;

describe('the data health of a service', () => {
  it('says each fraction with its fix, and how far each stream was read', async () => {
    renderInsights({ server, path: PAYMENTS });
    expect(await screen.findByText('39 of 41', {}, patience)).toBeVisible();
    expect(
      screen.getByText(/^Send the commit SHA with each deployment\./),
    ).toBeVisible();
    const table = screen.getByRole('table', {
      name: 'How far was each source read?',
    });
    expect(within(table).getAllByText('acme/payments')).toHaveLength(3);
    expect(within(table).getAllByText('current')).toHaveLength(3);
  });

  it('opens what a fraction lacks, page by page, each with its reason and a link to its source, and keeps that in the address', async () => {
    const { requests } = renderInsights({ server, path: PAYMENTS });
    await userEvent.click(
      await screen.findByLabelText(
        'Show 2: Deployments with a commit',
        {},
        patience,
      ),
    );
    const dialog = await screen.findByRole('dialog', {}, patience);
    expect(dialog).toHaveAccessibleName('2 deployments without a known commit');
    const link = await within(dialog).findByText('v1.1', {}, patience);
    expect(link.closest('a')).toHaveAttribute(
      'href',
      'https://github.com/acme/payments/deployments/1',
    );
    expect(dialog).toHaveTextContent('GitHub · acme/payments · prd-eu');
    expect(address()).toContain('gaps=deploymentsWithRevision');
    await userEvent.click(within(dialog).getByText('Show more'));
    expect(
      await within(dialog).findByText(
        'Its commit is in no connected repository.',
        {},
        patience,
      ),
    ).toBeVisible();
    expect(within(dialog).queryByText('Show more')).toBeNull();
    expect(
      requests
        .map(({ url }) => url)
        .filter(url => url.includes('/health/deploymentsWithRevision')),
    ).toHaveLength(2);
    await userEvent.click(within(dialog).getByText('Close'));
    await waitFor(() => expect(address()).not.toContain('gaps'));
  });

  it('says how many of what is missing are of services that the reader does not see', async () => {
    renderInsights({
      server,
      path: `${PAYMENTS}&gaps=deploymentsWithRevision`,
      scenario: {
        health: {
          ...health,
          fractions: [
            { id: 'deploymentsWithRevision', count: 40, total: 52 },
            ...health.fractions.slice(1),
          ],
        },
        gaps: {
          ...createGapsAnswer('deploymentsWithRevision', '1'),
          hiddenServiceCount: 3,
        },
      },
    });
    const dialog = await screen.findByRole('dialog', {}, patience);
    expect(dialog).toHaveAccessibleName(
      '12 deployments without a known commit',
    );
    expect(
      await within(dialog).findByText(
        'And 10 more, of 3 services that you may not read.',
        {},
        patience,
      ),
    ).toBeVisible();
  });

  it('tells of nothing to count as of nothing, and not as complete', async () => {
    renderInsights({
      server,
      path: PAYMENTS,
      scenario: {
        health: {
          ...health,
          fractions: [
            { id: 'deploymentsWithRevision', count: 4, total: 4 },
            { id: 'deploymentsLinkedToPullRequests', count: 0, total: 0 },
            { id: 'incidentsLinked', count: 0, total: 0 },
          ],
        },
      },
    });
    expect(await screen.findAllByText('none yet', {}, patience)).toHaveLength(
      2,
    );
    expect(screen.getAllByText('Nothing is missing.')).toHaveLength(1);
    expect(screen.queryByText(/^Show \d/)).toBeNull();
  });

  it.each([
    [{ secondsLeft: 360 }, 'about 6 min left'],
    [{}, 'how long is left is not known yet'],
  ])('says how far the first collection is: %j', async (left, text) => {
    const collection = { doneScopeCount: 42, totalScopeCount: 120, ...left };
    renderInsights({
      server,
      path: PAYMENTS,
      scenario: { health: { ...health, collection } },
    });
    expect(
      await screen.findByText(
        `42 of 120 places read to their beginning · ${text}`,
        {},
        patience,
      ),
    ).toBeVisible();
    expect(screen.getByRole('progressbar')).toHaveAttribute(
      'aria-valuenow',
      '35',
    );
  });

  it('says of a stream that fails what to do, and of none how to connect one', async () => {
    renderInsights({
      server,
      path: PAYMENTS,
      scenario: {
        health: {
          ...health,
          streams: [
            {
              ...health.streams[0],
              lastSuccessAt: undefined,
              coveredFrom: undefined,
              lastError: {
                name: 'NotAllowedError',
                message: 'GitHub does not allow it. Grant the permission.',
                at: '2026-11-22T10:00:00.000Z',
              },
            },
          ],
        },
      },
    });
    expect(
      await screen.findByText(
        'GitHub does not allow it. Grant the permission.',
        {},
        patience,
      ),
    ).toBeVisible();
    expect(screen.getByText('failing')).toBeVisible();
    expect(screen.getByText('not known yet')).toBeVisible();
  });

  it('teaches how to connect a source where there is none', async () => {
    renderInsights({
      server,
      path: PAYMENTS,
      scenario: {
        health: {
          ...health,
          streams: [],
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
        'github.com/project-slug: acme/payments',
        {},
        patience,
      ),
    ).toBeVisible();
  });

  it.each([
    [503, /^Could not load the data health \(503\)\./],
    [403, /^You may not see the data health\./],
    [404, /^Could not load the data health \(404\)\./],
  ])(
    'says of an answer %d what failed, with a way on',
    async (status, text) => {
      const { answerWith } = renderInsights({
        server,
        path: PAYMENTS,
        scenario: { health: problem(status, 'It is so.') },
      });
      expect(await screen.findByText(text, {}, patience)).toBeVisible();
      answerWith({});
      await userEvent.click(screen.getByText('Retry'));
      expect(await screen.findByText('39 of 41', {}, patience)).toBeVisible();
    },
  );

  it('holds the place of what is loading', async () => {
    renderInsights({ server, path: PAYMENTS, scenario: { health: 'pending' } });
    expect(
      await screen.findByLabelText('Loading the data health', {}, patience),
    ).toBeInTheDocument();
  });
});

describe('the data health of a group', () => {
  it("is the reader's own where the address names none, and tells each service with its gaps", async () => {
    const { requests } = renderInsights({ server, path: 'data-health' });
    const table = await screen.findByRole(
      'table',
      { name: 'Which services have gaps?' },
      patience,
    );
    expect(screen.getByText(/^Your group;/)).toBeVisible();
    expect(requests.map(({ url }) => new URL(url).pathname)).toContain(
      '/api/engineering-insights/v1/entities/group/default/money/health/services',
    );
    const [, first] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent(/payments133 of 128 of 91 of 42 failing/);
    expect(
      screen.getByText('1 service that you may not read is left out.'),
    ).toBeVisible();
    expect(within(table).getByText('none connected')).toBeVisible();
  });

  it('searches, shows only those with gaps and sorts, all of it in the address', async () => {
    renderInsights({ server, path: 'data-health?entity=group:default/money' });
    const table = () =>
      screen.getByRole('table', { name: 'Which services have gaps?' });
    await screen.findByText('ledger', {}, patience);
    await userEvent.type(screen.getByLabelText('Search'), 'pay');
    expect(within(table()).getAllByRole('row')).toHaveLength(2);
    expect(address()).toContain('search=pay');
    await userEvent.clear(screen.getByLabelText('Search'));
    await userEvent.click(screen.getByLabelText('Show: All services'));
    await userEvent.click(await screen.findByText('With gaps'));
    await waitFor(() => expect(screen.queryByText('ledger')).toBeNull());
    expect(address()).toContain('show=gaps');
    await userEvent.click(screen.getByText('Service'));
    await waitFor(() => expect(address()).toContain('sort=-service'));
  });

  it.each([
    [
      { servicesHealth: problem(503, 'It is so.') },
      /^Could not load the data health \(503\)\./,
    ],
    [
      {
        servicesHealth: {
          ...servicesHealth,
          services: [],
          hiddenServiceCount: 0,
        },
      },
      /^No service belongs to it/,
    ],
  ])('fails alone, and says what is not there', async (scenario, text) => {
    renderInsights({
      server,
      path: 'data-health?entity=group:default/money',
      scenario,
    });
    expect(await screen.findByText(text, {}, patience)).toBeVisible();
    expect(screen.getByText('39 of 41')).toBeVisible();
  });

  it.each([
    ['data-health', [], /^You are in no group of the catalog\./],
    ['data-health?entity=', [], /is not the name of an entity/],
    ['data-health?entity=payments', [], /is not the name of an entity/],
  ])('says what to choose at %s', async (path, ownershipEntityRefs, text) => {
    renderInsights({ server, path, ownershipEntityRefs });
    expect(await screen.findByText(text, {}, patience)).toBeVisible();
  });
});
