import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { setupServer } from 'msw/node';
import { streams } from '../../__testUtils__';
import { renderInsights } from '../../__testUtils__/renderInsights';

const server = setupServer();
registerMswTestHooks(server);

jest.setTimeout(60_000);
const patience = { timeout: 20_000 };
const OPEN = 'sources?source=github&origin=https://github.com';
const few = { streams: { items: streams.items.slice(0, 2), totalCount: 2 } };

// In a file of its own: what a person may do is remembered by the page until it is loaded again.
describe('the sources', () => {
  it('have no buttons for those who may only look', async () => {
    renderInsights({
      server,
      path: OPEN,
      scenario: few,
      denied: ['engineering-insights.source.manage'],
    });
    expect(
      await screen.findByText('acme/service-1', {}, patience),
    ).toBeVisible();
    expect(screen.queryByText('Retry now')).toBeNull();
    expect(screen.queryByText('Replay')).toBeNull();
  });

  it('are no tab for those who may not see it', async () => {
    renderInsights({
      server,
      path: 'data-health',
      isWhole: true,
      denied: ['engineering-insights.source.read'],
    });
    const tabs = await screen.findByRole('navigation', {}, patience);
    expect(within(tabs).getByText('Data health')).toBeVisible();
    expect(within(tabs).queryByText('Sources')).toBeNull();
  });
});
