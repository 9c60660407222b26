import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  createDeployments,
  createDeploymentsAnswer,
  createDoraAnswer,
  createExplainAnswer,
} from '../__testUtils__';
import type { Scenario } from '../__testUtils__';
import { createSignals } from '../__testUtils__/createSignals';
import { renderDoraPage } from '../__testUtils__/renderDoraPage';

const server = setupServer();
registerMswTestHooks(server);

// The page is large and the machines that run this are shared.
jest.setTimeout(60_000);
const patience = { timeout: 20_000 };

const REF = 'component:default/payments';
const few: Scenario = {
  deployments: createDeploymentsAnswer(createDeployments(3)),
};

const newer: Scenario = {
  ...few,
  dora: {
    ...createDoraAnswer(),
    summary: { deploymentCount: 42, changeCount: 144, failureCount: 4 },
  },
  explain: {
    ...createExplainAnswer('dora.change-lead-time'),
    includedCount: 144,
  },
};

describe('live messages', () => {
  async function openPage(search = '') {
    const { signals, sendChanged, listenerCount } = createSignals();
    const page = renderDoraPage({ server, scenario: few, search, signals });
    await screen.findByText(/41 deployments, 143 changes/, {}, patience);
    await waitFor(() => expect(listenerCount()).toBe(1), patience);
    const requestsOf = (path: string) =>
      page.requests.filter(({ url }) => new URL(url).pathname.endsWith(path))
        .length;
    return {
      ...page,
      requestsOf,
      send: (...refs: string[]) => act(() => sendChanged(...refs)),
    };
  }

  it('read the numbers again, and those of this entity alone', async () => {
    const { answerWith, send, requestsOf } = await openPage();
    answerWith(newer);
    const before = requestsOf('/deployments');
    send('component:default/ledger');
    send('component:default/ledger', REF);
    expect(
      await screen.findByText(/42 deployments, 144 changes/, {}, patience),
    ).toBeInTheDocument();
    expect(requestsOf('/deployments')).toBe(before + 1);
    expect(screen.queryByText('Newer data: refresh')).not.toBeInTheDocument();
  });

  it('leave what Explain shows until the reader asks for newer data', async () => {
    const { answerWith, send, requestsOf } = await openPage(
      '?explain=dora.change-lead-time',
    );
    const drawer = await screen.findByRole('dialog', {}, patience);
    await within(drawer).findByText('Included (143)', {}, patience);
    expect(within(drawer).queryByText('Newer data: refresh')).toBeNull();

    answerWith(newer);
    send(REF);
    const refresh = await within(drawer).findByRole(
      'button',
      { name: 'Newer data: refresh' },
      patience,
    );
    expect(refresh.closest('[role="status"]')).toBeInTheDocument();
    await screen.findByText(/42 deployments, 144 changes/, {}, patience);
    expect(within(drawer).getByText('Included (143)')).toBeInTheDocument();
    expect(requestsOf('/explain')).toBe(1);

    await userEvent.click(refresh);
    expect(
      await within(drawer).findByText('Included (144)', {}, patience),
    ).toBeInTheDocument();
    await waitFor(
      () => expect(screen.queryByText('Newer data: refresh')).toBeNull(),
      patience,
    );
    expect(requestsOf('/explain')).toBe(2);

    send(REF);
    expect(
      await within(drawer).findByText('Newer data: refresh', {}, patience),
    ).toBeInTheDocument();
  });

  it('are of no concern to an Explain that was opened after them', async () => {
    const { answerWith, send } = await openPage();
    answerWith(newer);
    send(REF);
    await userEvent.click(
      (
        await screen.findByText('Change lead time', {}, patience)
      ).closest('button')!,
    );
    const drawer = await screen.findByRole('dialog', {}, patience);
    expect(
      await within(drawer).findByText('Included (144)', {}, patience),
    ).toBeInTheDocument();
    expect(within(drawer).queryByText('Newer data: refresh')).toBeNull();
  });
});
