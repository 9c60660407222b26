import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  createJira,
  createSourcesAnswer,
  createStream,
  problem,
  streams,
} from '../../__testUtils__';
import { renderInsights } from '../../__testUtils__/renderInsights';

const server = setupServer();
registerMswTestHooks(server);

jest.setTimeout(60_000);
const patience = { timeout: 20_000 };
const OPEN = 'sources?source=github&origin=https://github.com';
const few = { streams: { items: streams.items.slice(0, 2), totalCount: 2 } };
const address = () => screen.getByTestId('address').textContent;

describe('the sources', () => {
  it('tells of each its streams, lag, budget, webhooks and errors; what a source never told is not told', async () => {
    renderInsights({ server, path: 'sources' });
    const table = await screen.findByRole(
      'table',
      { name: 'Are the sources read?' },
      patience,
    );
    const [, first, second] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent(/GitHub/);
    expect(first).toHaveTextContent(/200/);
    expect(first).toHaveTextContent(/failing: 3, refused: 1, current: 196/);
    expect(first).toHaveTextContent(/median 4 minfurthest 3 h/);
    expect(first).toHaveTextContent(/least left: 1,250 of 5,000/);
    expect(first).toHaveTextContent(/1,204 stored, 1 not understood/);
    expect(second).toHaveTextContent(/all current/);
    expect(second).toHaveTextContent(/not told/);
    expect(second).toHaveTextContent(/off/);
    expect(second).toHaveTextContent(/from its description only/);
    expect(screen.getByText('12 of 40 components have metrics.')).toBeVisible();
  });

  it('opens a source and comes back, in the address', async () => {
    renderInsights({ server, path: 'sources', scenario: few });
    await userEvent.click(await screen.findByText('GitHub', {}, patience));
    expect(await screen.findByText('All sources', {}, patience)).toBeVisible();
    expect(address()).toContain('source=github');
    await userEvent.click(screen.getByText('All sources'));
    expect(await screen.findByText('Jira', {}, patience)).toBeVisible();
    expect(address()).not.toContain('source=');
  });

  it('says of budgets how much is used, and of one whose period ended that it is not known', async () => {
    renderInsights({ server, path: OPEN, scenario: few });
    expect(
      await screen.findByText(
        /^3,750 of 5,000 used · resets .* left to others/,
        {},
        patience,
      ),
    ).toBeVisible();
    expect(
      screen.getByText(
        /^The period ended \d+ min ago; what is left is not known/,
      ),
    ).toBeVisible();
    expect(screen.getByText(/App 7 of acme · for acme\//)).toBeVisible();
    expect(screen.getByText('1,204 stored')).toBeVisible();
    expect(
      screen.getByText(/^2 wait in the inbox; the first came \d+ min ago/),
    ).toBeVisible();
    expect(
      screen.getByText('4 refused, as the signature differs'),
    ).toBeVisible();
    expect(
      screen.getByText('150 of 200 histories read · about 12 min left'),
    ).toBeVisible();
    expect(
      screen.getByText(/^3 streams of 2 scopes · last \d+ min ago · next try/),
    ).toBeVisible();
  });

  it('says of a source that told no rate limit and sends no webhooks that it is so', async () => {
    renderInsights({
      server,
      path: 'sources?source=jira&origin=https://acme.atlassian.net',
      scenario: { streams: { items: [], totalCount: 0 } },
    });
    expect(
      await screen.findByText('The source never told one.', {}, patience),
    ).toBeVisible();
    expect(screen.getByText(/^Off: no secret is configured/)).toBeVisible();
    expect(screen.getByText('No stream fails at the moment.')).toBeVisible();
    expect(
      await screen.findByText(
        /^No stream is read of this source/,
        {},
        patience,
      ),
    ).toBeVisible();
  });

  it('asks for one page of streams at a time, by state and text, all of it in the address', async () => {
    const { requests, answerWith } = renderInsights({ server, path: OPEN });
    const asked = () =>
      requests
        .filter(({ url }) => url.includes('/v1/streams'))
        .map(({ url }) => new URL(url).searchParams)
        .at(-1)!;
    expect(await screen.findByText('1–50 of 120', {}, patience)).toBeVisible();
    answerWith(few);
    await userEvent.click(screen.getByLabelText('Next page'));
    await waitFor(() => expect(asked().get('cursor')).toBe('50'));
    expect(address()).toContain('page=2');
    await userEvent.click(screen.getByLabelText('State: All states'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'refused' }, patience),
    );
    await waitFor(() => expect(asked().get('state')).toBe('refused'));
    expect(asked().get('cursor')).toBeNull();
    await userEvent.type(screen.getByLabelText('Search'), 'pay');
    await waitFor(() => expect(asked().get('text')).toBe('pay'));
    expect(address()).toMatch(/state=refused.*text=pay/);
    answerWith({ streams: { items: [], totalCount: 0 } });
    await userEvent.type(screen.getByLabelText('Search'), 'x');
    expect(
      await screen.findByText(/^No stream matches\./, {}, patience),
    ).toBeVisible();
  });

  it('has a stream read now, and says so', async () => {
    const { requests } = renderInsights({ server, path: OPEN, scenario: few });
    await userEvent.click(
      await screen.findByLabelText(
        'Retry now: commits of acme/service-1',
        {},
        patience,
      ),
    );
    expect(
      await screen.findByText(
        'commits of acme/service-1 is read as soon as a replica is free.',
        {},
        patience,
      ),
    ).toBeVisible();
    expect(
      requests.filter(
        ({ method, url }) =>
          method === 'POST' && url.endsWith('/v1/sources/1/retry'),
      ),
    ).toHaveLength(1);
  });

  it('asks before it understands a stream anew, and says what that came to', async () => {
    const { requests } = renderInsights({ server, path: OPEN, scenario: few });
    const posts = () => requests.filter(({ method }) => method === 'POST');
    const replay = 'Replay: commits of acme/service-1';
    await userEvent.click(await screen.findByLabelText(replay, {}, patience));
    let dialog = await screen.findByRole('dialog', {}, patience);
    expect(dialog).toHaveAccessibleName(
      'Understand commits of acme/service-1 anew?',
    );
    await userEvent.click(within(dialog).getByText('Cancel'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(posts()).toEqual([]);
    await userEvent.click(screen.getByLabelText(replay));
    dialog = await screen.findByRole('dialog', {}, patience);
    await userEvent.click(within(dialog).getByText('Replay'));
    expect(
      await screen.findByText(
        'commits of acme/service-1: 1,200 stored payloads were understood anew, 7 facts changed, 0 were not as expected.',
        {},
        patience,
      ),
    ).toBeVisible();
    expect(posts()).toHaveLength(1);
  });

  it('says what was refused', async () => {
    renderInsights({
      server,
      path: OPEN,
      scenario: { ...few, correction: problem(404, 'There is no stream 1.') },
    });
    await userEvent.click(
      await screen.findByLabelText(
        'Retry now: commits of acme/service-1',
        {},
        patience,
      ),
    );
    expect(
      await screen.findByText(
        'Not done (404): There is no stream 1.',
        {},
        patience,
      ),
    ).toBeVisible();
  });

  it('holds its place while loading', async () => {
    renderInsights({
      server,
      path: 'sources',
      scenario: { sources: 'pending' },
    });
    expect(
      await screen.findByLabelText('Loading the sources', {}, patience),
    ).toBeInTheDocument();
  });

  it('says what failed, with a way on', async () => {
    const { answerWith } = renderInsights({
      server,
      path: 'sources',
      scenario: { sources: problem(503, 'It is so.') },
    });
    expect(
      await screen.findByText(
        /^Could not load the sources \(503\)/,
        {},
        patience,
      ),
    ).toBeVisible();
    answerWith({});
    await userEvent.click(screen.getByText('Retry'));
    expect(await screen.findByText('Jira', {}, patience)).toBeVisible();
  });

  it('teaches what to do without a source', async () => {
    renderInsights({
      server,
      path: 'sources',
      scenario: { sources: createSourcesAnswer([]) },
    });
    expect(
      await screen.findByText(/^No connector is installed\./, {}, patience),
    ).toBeVisible();
  });

  it('says of a source that is not there any more how to go on', async () => {
    renderInsights({
      server,
      path: OPEN,
      scenario: { sources: createSourcesAnswer([createJira()]) },
    });
    expect(
      await screen.findByText(
        /^There is no such source here any more/,
        {},
        patience,
      ),
    ).toBeVisible();
  });

  it('says that a stream is being read, is due, or was never read', async () => {
    renderInsights({
      server,
      path: OPEN,
      scenario: {
        streams: {
          items: [
            createStream(1, { isBeingRead: true }),
            createStream(2, {
              nextRunAt: '2026-01-01T00:00:00.000Z',
              lastSuccessAt: undefined,
              state: 'collecting',
            }),
            createStream(3, { state: 'unused' }),
          ],
          totalCount: 3,
        },
      },
    });
    expect(
      await screen.findByText('being read now', {}, patience),
    ).toBeVisible();
    expect(screen.getByText('as soon as a replica is free')).toBeVisible();
    expect(screen.getByText('not yet')).toBeVisible();
    expect(screen.getByText('not named any more')).toBeVisible();
  });
});
