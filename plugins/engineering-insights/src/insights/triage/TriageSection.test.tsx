import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  createDeploymentsAnswer,
  nothingWaits,
  problem,
  triageSummary,
} from '../../__testUtils__';
import { renderTriagePage } from '../../__testUtils__/renderTriagePage';

const server = setupServer();
registerMswTestHooks(server);

// The page is large and the machines that run this are shared.
jest.setTimeout(120_000);
const patience = { timeout: 60_000 };

const text = (found: string | RegExp) => screen.findByText(found, {}, patience);
const label = (found: string | RegExp) =>
  screen.findByLabelText(found, {}, patience);
const sent = (requests: readonly Request[]) =>
  Promise.all(
    requests
      .filter(({ method }) => method !== 'GET')
      .map(async request => ({
        method: request.method,
        path: new URL(request.url).pathname.split('/v1')[1],
        body: request.body ? await request.clone().json() : undefined,
      })),
  );

describe('Triage', () => {
  it("opens on the reader's own group, with what waits, why, and what helps", async () => {
    const { requests } = renderTriagePage({ server });
    expect(await text('Refunds are late')).toHaveAttribute(
      'href',
      'https://pages.example/11',
    );
    expect(
      requests.some(({ url }) =>
        url.endsWith('/v1/triage/group/default/money'),
      ),
    ).toBe(true);
    expect(
      screen.getByText(/No deployment went before it/),
    ).toBeInTheDocument();
    expect(await text(/The commit 0123abc is not among/)).toBeInTheDocument();
    expect(await text(/Its source names no commit/)).toBeInTheDocument();
    expect(
      await text(/Name the environment where it is deployed from/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /Give the User of each account the annotation github\.com\/user-login/,
      ),
    ).toBeInTheDocument();
    expect(await text('Refunds were wrong.')).toBeInTheDocument();
    expect(
      within(screen.getByLabelText('Lists'))
        .getAllByRole('link')
        .map(link => link.textContent),
    ).toEqual([
      '3Incidents without a cause',
      '2Deployments without a known commit',
      '1Deployments without an environment',
      '4Accounts that no one in the catalog has',
      '1Corrected by hand',
    ]);
  });

  it('shows the next page on demand', async () => {
    renderTriagePage({ server });
    await text('Refunds are late');
    expect(screen.queryByText('Statements are empty')).toBeNull();
    await userEvent.click(screen.getByText('Show more'));
    expect(await text('Statements are empty')).toBeInTheDocument();
    expect(screen.getByText('Refunds are late')).toBeInTheDocument();
  });

  it('teaches where nothing waits', async () => {
    renderTriagePage({ server, scenario: { triage: nothingWaits } });
    expect(
      await text(/Every incident of the last 90 days is linked/),
    ).toBeInTheDocument();
    expect(
      await text(/The commit of every production deployment/),
    ).toBeInTheDocument();
    expect(
      await text(/Every deployment of the last 90 days names/),
    ).toBeInTheDocument();
    expect(screen.getByText(/No account acted here/)).toBeInTheDocument();
    expect(await text(/Nothing is corrected by hand/)).toBeInTheDocument();
  });

  it('lets a list fail alone', async () => {
    const failed = problem(503, 'The database is away.');
    const { answerWith } = renderTriagePage({
      server,
      scenario: { triage: { incidents: failed } },
    });
    expect(await text(/Could not load incidents \(503\)/)).toBeInTheDocument();
    expect(await text('Refunds were wrong.')).toBeInTheDocument();
    answerWith({});
    await userEvent.click(screen.getByText('Retry'));
    expect(await text('Refunds are late')).toBeInTheDocument();
  });

  it.each([
    [
      'a group that is not there',
      { scenario: { triage: { summary: problem(404, 'There is no such.') } } },
      /Could not load what waits for you \(404\)/,
    ],
    [
      'a reader without a group',
      { ownershipEntityRefs: ['user:default/mira'] },
      /You belong to no group/,
    ],
    [
      'a group without services',
      {
        scenario: {
          triage: { summary: { ...triageSummary, serviceCount: 0 } },
        },
      },
      /Money has no service that you may see/,
    ],
  ])('says so of %s', async (_, options, sentence) => {
    renderTriagePage({ server, ...options });
    expect(await text(sentence)).toBeInTheDocument();
  });

  it('has no corrections for those who may not, and says whom to ask', async () => {
    const may = { correct: false, readSources: false };
    renderTriagePage({
      server,
      scenario: { triage: { summary: { ...triageSummary, may } } },
    });
    expect(await text(/You may read this and not correct it/)).toBeVisible();
    await text('Refunds are late');
    await text('Refunds were wrong.');
    expect(
      screen.queryByText(
        /^(Link|Not caused by a change|Mark as failed|Not a failure|Take back)$/,
      ),
    ).toBeNull();
    expect(screen.queryByText('Incidents that no service hears of')).toBeNull();
  });

  it('shows operators what no service hears of', async () => {
    const may = { correct: true, readSources: true };
    renderTriagePage({
      server,
      scenario: {
        triage: {
          summary: { ...triageSummary, may },
          unheard: {
            incidents: [
              {
                source: 'slack',
                origin: 'https://slack.com',
                scope: 'C1',
                service: 'vault',
                title: 'Vault is sealed',
                severity: 'high',
                openedAt: '2026-09-01T10:00:00.000Z',
                isResolved: false,
              },
            ],
            totalCount: 1,
          },
        },
      },
    });
    expect(await text('Vault is sealed')).toBeInTheDocument();
    expect(screen.getByText(/It names vault\./)).toBeInTheDocument();
  });

  it.each([
    [
      'Mark as failed: 1.4.2',
      'PUT',
      '/deployments/21/mark',
      { isFailed: true, note: 'Because.' },
      'DELETE',
      '/deployments/21/mark',
    ],
    [
      'Not a failure: 1.4.3',
      'PUT',
      '/deployments/22/mark',
      { isFailed: false, note: 'Because.' },
      'DELETE',
      '/deployments/22/mark',
    ],
    [
      'Not caused by a change: Refunds are late',
      'PUT',
      '/incidents/11/attribution',
      { isCausedByChange: false, note: 'Because.' },
      'DELETE',
      '/incidents/11/attribution',
    ],
  ])(
    'asks why for “%s”, sends it, and undoes it',
    async (name, method, path, body, undoMethod, undoPath) => {
      const { requests } = renderTriagePage({ server });
      await userEvent.click(await label(name));
      await userEvent.type(await label(/^Why/), 'Because.');
      await userEvent.click(screen.getByText('Save'));
      expect(await text(/^Taken: /)).toBeInTheDocument();
      expect(await sent(requests)).toEqual([{ method, path, body }]);
      expect(
        screen.getByText('Corrected; the numbers follow in a moment.'),
      ).toBeInTheDocument();
      await userEvent.click(screen.getByText('Undo'));
      expect(await text(/^Taken back: /)).toBeInTheDocument();
      expect((await sent(requests))[1]).toEqual({
        method: undoMethod,
        path: undoPath,
        body: undefined,
      });
    },
  );

  it('links an incident to a deployment that is searched for among those before it', async () => {
    const [row] = createDeploymentsAnswer().items;
    const before = {
      ...row,
      id: '9',
      rolloutId: '9',
      version: '1.3.9',
      startedAt: '2026-08-31T09:00:00.000Z',
      finishedAt: '2026-08-31T09:05:00.000Z',
    };
    const later = {
      ...before,
      id: '10',
      version: '1.3.10',
      startedAt: '2026-09-01T11:00:00.000Z',
    };
    const { requests } = renderTriagePage({
      server,
      scenario: {
        deployments: {
          ...createDeploymentsAnswer(),
          items: [later, before],
          nextCursor: undefined,
        },
      },
    });
    await userEvent.click(await label('Link: Refunds are late'));
    await userEvent.type(await label(/^Deployment before the incident/), '1.3');
    const options = await screen.findAllByRole('option', {}, patience);
    expect(options.map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('1.3.9'),
    ]);
    await userEvent.click(options[0]);
    await userEvent.type(screen.getByLabelText(/^Why/), 'Because.');
    await userEvent.click(screen.getByText('Save'));
    expect(await text(/^Taken: Linked to a deployment/)).toBeInTheDocument();
    expect(await sent(requests)).toEqual([
      {
        method: 'PUT',
        path: '/incidents/11/attribution',
        body: { deploymentId: '9', note: 'Because.' },
      },
    ]);
  });

  it('takes back what is corrected, and puts it in its place again', async () => {
    const { requests } = renderTriagePage({ server });
    await userEvent.click(await label('Take back: 1.4.0 to production'));
    expect(await text(/^Taken back: Marked as failed/)).toBeInTheDocument();
    await userEvent.click(screen.getByText('Undo'));
    await waitFor(
      async () =>
        expect(await sent(requests)).toEqual([
          { method: 'DELETE', path: '/corrections/41', body: undefined },
          {
            method: 'PUT',
            path: '/deployments/20/mark',
            body: { isFailed: true, note: 'Refunds were wrong.' },
          },
        ]),
      patience,
    );
  });

  it('says why a correction was not kept, and keeps what was written', async () => {
    renderTriagePage({
      server,
      scenario: { correction: problem(403, 'Not allowed.') },
    });
    await userEvent.click(await label('Mark as failed: 1.4.2'));
    await userEvent.type(await label(/^Why/), 'Because.');
    await userEvent.click(screen.getByText('Save'));
    expect(await text(/You may not correct this service/)).toBeInTheDocument();
    expect(screen.getByLabelText(/^Why/)).toHaveValue('Because.');
  });
});
