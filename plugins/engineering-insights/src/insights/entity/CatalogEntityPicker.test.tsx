import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  QueryProvider,
  createQueryClient,
} from '@sei-platform/plugin-engineering-insights-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CatalogEntityPicker } from './CatalogEntityPicker';
import type { CatalogEntityPickerProps } from './CatalogEntityPicker';

jest.setTimeout(60_000);

const entity = (kind: string, name: string, title?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default', title },
});

// More than are offered at once, so that the chosen one is not among them.
const ENTITIES = [
  ...Array.from({ length: 25 }, (_, no) => entity('Component', `app-${no}`)),
  entity('Component', 'zebra', 'The Zebra'),
  entity('Component', 'ledger'),
  entity('Group', 'ledger-team'),
];

function render(props: Omit<CatalogEntityPickerProps, 'onChoose'>) {
  const chosen: string[] = [];
  renderInTestApp(
    <QueryProvider client={createQueryClient()}>
      <CatalogEntityPicker {...props} onChoose={ref => chosen.push(ref)} />
    </QueryProvider>,
    { apis: [[catalogApiRef, catalogApiMock({ entities: ENTITIES })]] },
  );
  return chosen;
}

const texts = () =>
  screen.getAllByRole('option').map(({ textContent }) => textContent);

it('offers by keyboard what is found by what is typed, also where one is chosen', async () => {
  const chosen = render({ of: 'component', value: 'component:default/zebra' });
  const field = await screen.findByLabelText('Component');
  await waitFor(() => expect(field).toHaveValue('The Zebra'));
  await userEvent.clear(field);
  await userEvent.type(field, 'ledg');
  await waitFor(() => expect(texts()).toHaveLength(1));
  expect(field).toHaveValue('ledg');
  expect(texts()).toEqual(['ledger component:default/ledger']);
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(chosen).toEqual(['component:default/ledger']);
});

it('finds groups too where they have numbers', async () => {
  render({ of: 'any' });
  await userEvent.type(
    await screen.findByLabelText('Component, system, domain or group'),
    'ledger',
  );
  await waitFor(() =>
    expect(texts()).toEqual([
      'ledger component:default/ledger',
      'ledger-team group:default/ledger-team',
    ]),
  );
});

it('says that there is none of a name', async () => {
  render({ of: 'any' });
  await userEvent.type(
    await screen.findByLabelText('Component, system, domain or group'),
    'nothing like it',
  );
  expect(
    await screen.findByText('The catalog shows you none of this name.'),
  ).toBeInTheDocument();
});
