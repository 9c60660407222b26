import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { act, screen, within } from '@testing-library/react';
import { setupServer } from 'msw/node';
import { renderDoraPage } from '../__testUtils__/renderDoraPage';

const server = setupServer();
registerMswTestHooks(server);

jest.setTimeout(60_000);
const patience = { timeout: 20_000 };

describe('printing', () => {
  it('shows every deployment while it lasts, since nobody turns pages on paper', async () => {
    renderDoraPage({ server });
    const table = await screen.findByRole(
      'table',
      { name: 'Deployments' },
      patience,
    );
    const rowCount = () => within(table).getAllByRole('row').length - 1;
    expect(rowCount()).toBe(25);
    act(() => {
      window.dispatchEvent(new Event('beforeprint'));
    });
    expect(rowCount()).toBe(41);
    expect(screen.queryByLabelText('Next page')).not.toBeInTheDocument();
    act(() => {
      window.dispatchEvent(new Event('afterprint'));
    });
    expect(rowCount()).toBe(25);
  });
});
