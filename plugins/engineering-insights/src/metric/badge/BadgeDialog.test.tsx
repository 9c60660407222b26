import { discoveryApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { BadgeStatus } from '@sei-platform/plugin-engineering-insights-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { metricDefinitions } from '../../__testUtils__';
import { BadgeDialog } from './BadgeDialog';

jest.setTimeout(60_000);

const ANNOTATION = "engineering-insights/badges: 'true'";
const definition = metricDefinitions.find(
  ({ id }) => id === 'dora.change-lead-time',
)!;

function render(status: BadgeStatus) {
  const closed: true[] = [];
  renderInTestApp(
    <BadgeDialog
      status={status}
      definition={definition}
      entity={{ kind: 'Component', namespace: 'default', name: 'pay & go' }}
      isOpen
      onClose={() => closed.push(true)}
    />,
    {
      apis: [
        [
          discoveryApiRef,
          {
            getBaseUrl: async (id: string) =>
              `https://portal.example/api/${id}`,
          },
        ],
      ],
    },
  );
  return closed;
}

describe('the dialog of a badge', () => {
  it('shows the badge and the Markdown that puts it into a README', async () => {
    render('allowed');
    const image =
      'https://portal.example/api/engineering-insights/v1/badges/dora.change-lead-time/component/default/pay%20%26%20go.svg';
    expect(
      await screen.findByAltText('The badge as it is now'),
    ).toHaveAttribute('src', image);
    expect(screen.getByLabelText('Markdown of the badge')).toHaveTextContent(
      `[![Change lead time](${image})](${window.location.origin}/)`,
    );
    expect(screen.queryByText(ANNOTATION)).not.toBeInTheDocument();
  });

  it.each([
    ['notAllowed', /Who owns the component allows it/],
    ['off', /engineeringInsights\.badges\.enabled: true/],
  ] as const)(
    'says of a badge that is %s what is to be done, and shows none',
    async (status, sentence) => {
      render(status);
      expect(await screen.findByText(sentence)).toBeInTheDocument();
      expect(screen.getByText(ANNOTATION)).toBeInTheDocument();
      expect(screen.queryByRole('img')).not.toBeInTheDocument();
    },
  );

  it('says of what people did that there is no badge, and nothing to be done', async () => {
    render('personDerived');
    expect(
      await screen.findByText(/made of what people did/),
    ).toBeInTheDocument();
    expect(screen.queryByText(ANNOTATION)).not.toBeInTheDocument();
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });

  it('is named, and closes by its button and by the keyboard', async () => {
    const closed = render('off');
    expect(
      await screen.findByRole('dialog', { name: 'Badge of Change lead time' }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(closed).toHaveLength(2));
  });
});
