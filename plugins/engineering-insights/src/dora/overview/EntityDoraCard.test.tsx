import {
  registerMswTestHooks,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { SignalApi } from '@backstage/plugin-signals-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { engineeringInsightsApiRef } from '@sei-platform/plugin-engineering-insights-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { webcrypto } from 'node:crypto';
import { problem, scenarios } from '../../__testUtils__';
import type { Scenario } from '../../__testUtils__';
import { createSignals } from '../../__testUtils__/createSignals';
import { serveFixtures } from '../../__testUtils__/serveFixtures';
import { entityDoraCard } from '../../entityCards';
import { doraRouteRef } from '../../routes';

const server = setupServer();
registerMswTestHooks(server);

jest.setTimeout(60_000);
const patience = { timeout: 20_000 };

// The test's window has no digest, which a browser has.
Object.defineProperty(globalThis, 'crypto', {
  value: webcrypto,
  configurable: true,
});

let cardCount = 0;

function renderCard(
  scenario: Scenario = {},
  options: { spec?: object; signals?: SignalApi } = {},
) {
  const served = serveFixtures({ server, scenario });
  cardCount += 1;
  // All cards of a portal share their answers, by entity.
  const name = `service-${cardCount}`;
  renderTestApp({
    extensions: [
      createTestEntityPage({
        entity: {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name },
          spec: { type: 'service', ...options.spec },
        },
      }),
      entityDoraCard,
    ],
    apis: [
      [engineeringInsightsApiRef, served.client],
      ...(options.signals ? ([[signalApiRef, options.signals]] as const) : []),
    ],
    mountedRoutes: { '/catalog/dora': doraRouteRef },
  });
  return { ...served, entityRef: `component:default/${name}` };
}

async function line(title: string): Promise<HTMLElement> {
  return (await screen.findByText(title, {}, patience)).closest('div')!;
}

describe('the DORA card of an overview', () => {
  it('says the five values as the tab does, for the window that the tab opens with', async () => {
    const { requests } = renderCard();
    expect(await line('Change lead time')).toHaveTextContent(
      /1 d 4 h.*median, commit to production.*↓.*6 h shorter, better.*High · DORA 2024/,
    );
    expect(await line('Deployment frequency')).toHaveTextContent(
      /3\.2 per week.*successful production deployments.*0\.7 per week more, better/,
    );
    expect(await line('Failed deployment recovery time')).toHaveTextContent(
      /2 h 10 min.*no clear change/,
    );
    expect(await line('Change fail rate')).toHaveTextContent(
      /7 %.*3 of 41 deployments needed a fix.*2 points higher, worse.*High · our bands/,
    );
    expect(await line('Deployment rework rate')).toHaveTextContent(
      /10 %.*4 of 41 were unplanned fixes.*DORA has no band/,
    );
    expect(screen.getByText('Last 90 days (UTC)')).toBeInTheDocument();
    const asked = new URL(
      requests.find(({ url }) => url.includes('/analytics/dora/'))!.url,
    ).searchParams;
    expect(Date.parse(asked.get('to')!) - Date.parse(asked.get('from')!)).toBe(
      90 * 86_400_000,
    );
    expect(asked.get('compare')).toBe('true');
  });

  it('leads to the tab, wherever the portal has it', async () => {
    renderCard();
    expect(
      await screen.findByRole('link', { name: 'Open DORA' }, patience),
    ).toHaveAttribute('href', '/catalog/dora');
  });

  it.each([
    ['noRevision', 'Change lead time', /30 of 41 deployments have no commit/],
    [
      'noFailures',
      'Failed deployment recovery time',
      /No failed deployment in/,
    ],
    ['collecting', 'Change lead time', /Reading history, newest 30 days first/],
  ])('says why a value is not known: %s', async (name, title, sentence) => {
    renderCard(scenarios[name]);
    const unknown = await line(title);
    expect(unknown).toHaveTextContent(sentence);
    expect(within(unknown).getAllByRole('definition')).toHaveLength(1);
    expect(await line('Deployment frequency')).toHaveTextContent(
      /3\.2 per week/,
    );
  });

  it.each([
    ['noDeploymentRule', 'No deployments found in acme/payments.'],
    ['noScope', 'No source is connected to this service.'],
    ['noDataInWindow', 'Nothing in these 90 days.'],
    ['notPermitted', 'You may not see these numbers.'],
  ])('says once why no value is known: %s', async (name, sentence) => {
    renderCard(scenarios[name]);
    expect(await screen.findByText(sentence, {}, patience)).toBeInTheDocument();
    expect(screen.getAllByRole('definition')).toHaveLength(1);
  });

  it('says of how many a value is that has too few to compare, instead of a change or a band', async () => {
    renderCard(scenarios.belowMinimumSample);
    const recovery = await line('Failed deployment recovery time');
    expect(recovery).toHaveTextContent(
      /2 h 10 min.*n = 2; bands and comparison need 3$/,
    );
  });

  it.each([
    ['stale', 'Change fail rate', /7 %.*Last read 2 d ago\./],
    ['partial', 'Change lead time', /1 d 4 h.*from 3 Oct only/],
  ])('says beside a value that it is %s', async (name, title, text) => {
    renderCard(scenarios[name]);
    const value = await line(title);
    expect(value).toHaveTextContent(text);
    expect(value).not.toHaveTextContent(/better|worse/);
  });

  it('says of a system whose numbers they mostly are', async () => {
    renderCard(scenarios.rollUp);
    expect(await line('Deployment frequency')).toHaveTextContent(
      /3\.2 per week.*per service, 4\.1 per day in all.*mostly ledger \(62 %\)/,
    );
  });

  it('keeps the place of what is loading', async () => {
    renderCard(scenarios.loading);
    expect(
      await screen.findByRole(
        'status',
        { name: 'Loading 90 days of deployments' },
        patience,
      ),
    ).toBeInTheDocument();
  });

  it('says what could not be loaded, and loads it when asked again', async () => {
    const { answerWith } = renderCard(scenarios.error);
    const alert = await screen.findByRole('alert', {}, patience);
    expect(alert).toHaveTextContent(
      'Could not load the DORA numbers (503). Your other numbers are unaffected.',
    );
    answerWith({});
    await userEvent.click(within(alert).getByText('Retry'));
    expect(await line('Change lead time')).toHaveTextContent(/1 d 4 h/);
  });

  it('keeps what was read when reading it again fails, and says so', async () => {
    const { signals, sendChanged, listenerCount } = createSignals();
    const { answerWith, entityRef } = renderCard({}, { signals });
    await line('Change lead time');
    await waitFor(() => expect(listenerCount()).toBe(1), patience);
    answerWith(scenarios.error);
    act(() => sendChanged(entityRef));
    expect(
      await screen.findByText(
        /Could not refresh the DORA numbers \(503\)/,
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(await line('Change lead time')).toHaveTextContent(/1 d 4 h/);
  });

  it('says who grants what one may not see', async () => {
    renderCard({ dora: problem(403, 'You may not read this component.') });
    expect(await screen.findByRole('alert', {}, patience)).toHaveTextContent(
      'You may not see the DORA numbers. The owner of this service or those who run this portal grant access.',
    );
  });

  it('is not on the page of documentation', async () => {
    renderCard({}, { spec: { type: 'documentation' } });
    expect(
      await screen.findByTestId('empty-entity-page', {}, patience),
    ).toBeInTheDocument();
  });
});

describe('the DORA card of a portal without the tab', () => {
  it('has no link', async () => {
    const { client } = serveFixtures({ server });
    renderTestApp({
      extensions: [
        createTestEntityPage({
          entity: {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'without-tab' },
          },
        }),
        entityDoraCard,
      ],
      apis: [[engineeringInsightsApiRef, client]],
    });
    await line('Change lead time');
    expect(screen.queryByText('Open DORA')).not.toBeInTheDocument();
  });
});
