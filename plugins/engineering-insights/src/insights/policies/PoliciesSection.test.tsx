import {
  renderInTestApp,
  registerMswTestHooks,
} from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  LayoutProvider,
  QueryProvider,
  createQueryClient,
  engineeringInsightsApiRef,
} from '@sei-platform/plugin-engineering-insights-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { problem } from '../../__testUtils__';
import { Address } from '../../__testUtils__/Address';
import type { Scenario } from '../../__testUtils__/fixtureFetch';
import { createPoliciesAnswer } from '../../__testUtils__/policies';
import { serveFixtures } from '../../__testUtils__/serveFixtures';
import { PoliciesSection } from './PoliciesSection';

const server = setupServer();
registerMswTestHooks(server);

// The machines that run this are shared.
jest.setTimeout(60_000);
const patience = { timeout: 20_000 };

const ENTITY = '?entity=component:default/payments';

function render(search: string, scenario: Scenario = {}) {
  const served = serveFixtures({ server, scenario });
  const entities = ['payments', 'ledger'].map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    spec: {},
  }));
  renderInTestApp(
    <QueryProvider client={createQueryClient()}>
      <LayoutProvider className="">
        <PoliciesSection />
      </LayoutProvider>
      <Address />
    </QueryProvider>,
    {
      apis: [
        [engineeringInsightsApiRef, served.client],
        [catalogApiRef, catalogApiMock({ entities })],
      ],
      initialRouteEntries: [`/${search}`],
    },
  );
  return served;
}

/** Once it is more than its title, as while it is loading. */
const findBlock = (name: string) =>
  waitFor(() => {
    const found = screen.getByRole('region', { name });
    expect(found.textContent).not.toBe(name);
    expect(found).not.toHaveTextContent(/Still loading/);
    return found;
  }, patience);

describe('the section of policies', () => {
  it('teaches what a policy is until a component is chosen', async () => {
    render('');
    expect(
      await screen.findByText(/A policy says what counts as a deployment/),
    ).toBeVisible();
    await userEvent.type(screen.getByRole('textbox'), 'ledg');
    await userEvent.click(
      await screen.findByRole('option', { name: /^ledger / }, patience),
    );
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(
        'entity=component:default/ledger',
      ),
    );
  });

  it('says what is in force, line by line with what sets it', async () => {
    render(ENTITY);
    const block = await findBlock('Policy in force');
    expect(block).toHaveTextContent(
      /In force is the annotations of Payments, since .*It is set by annotations in catalog-info\.yaml.*\. Why: Production is called prd here/i,
    );
    const rows = within(block).getAllByRole('row');
    const texts = rows.map(({ textContent }) =>
      textContent?.replaceAll('\u00a0', ' '),
    );
    expect(texts).toEqual([
      'SettingValueSet by',
      'Deployments aredeploymentsdefault policy',
      'Production environmentsprd-.*engineering-insights/production-environments',
      'The same revision in several environments countsoncedefault policy',
      'A failure shows within1 dpolicy strict',
      'A failure counts from a confidence of60 %policy strict',
      'Incidents tell failuresyespolicy strict',
      'Labels of hotfixeshotfixpolicy strict',
      'Issues with these labels are incidentsnonenot known any more',
    ]);
  });

  it('lists the versions with when, who, why and what changed', async () => {
    render(ENTITY);
    const block = await findBlock('Versions');
    const [, newest, oldest] = within(block).getAllByRole('row');
    expect(newest).toHaveTextContent(
      /12 Oct 2026|Oct 12, 2026|10\/12\/2026|2026-10-12/,
    );
    expect(newest).toHaveTextContent(
      /catalog-info\.yaml.*Production is called prd here.*Production environments: .* → prd-\.\*/,
    );
    expect(oldest).toHaveTextContent(
      /the default policy.*the configuration of this portal.*No reason was given.*The first one/,
    );
  });

  it('puts another policy beside it, with the records that make the difference', async () => {
    const { requests } = render(ENTITY);
    const block = await findBlock('Compare with');
    expect(block).toHaveTextContent(/Nothing is changed by it/);
    await userEvent.click(
      within(block).getByRole('button', { name: /Other policy/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'the policy strict' }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent('with=strict');
    expect(
      await within(block).findByText(/Change lead time/, undefined, patience),
    ).toBeVisible();
    const texts = within(block)
      .getAllByRole('row')
      .map(({ textContent }) => textContent?.replaceAll('\u00a0', ' '));
    expect(texts).toEqual([
      'MetricIn forceOther',
      'Change lead time1 d 4 h2 d 4 h',
      expect.stringMatching(
        /^Change fail rate25 % \(n = 4\)not known: None of prd-eu counts as production/,
      ),
      'SettingIn forceOther',
      'Production environmentsprd-.*(prod|production|live)([-_./].*)?',
      'When (UTC)RecordCounts underWhy not under the other one',
      expect.stringMatching(
        /Deployment: v2\.4\.0 to prd-eu, Opens in a new windowthe one in forceprd-eu is not production there\.$/,
      ),
    ]);
    expect(block).toHaveTextContent(
      'Deployments: 0 under both, 41 only under the one in force, 0 only under the other.',
    );
    await userEvent.click(
      within(block).getByRole('button', { name: 'Show more' }),
    );
    expect(
      await within(block).findByText(
        /Its evidence is 70 % sure, and 90 % are asked for there/,
      ),
    ).toBeVisible();
    expect(block).toHaveTextContent('2 of 2 records');
    expect(
      within(block).queryByRole('button', { name: 'Show more' }),
    ).not.toBeInTheDocument();
    const asked = requests
      .map(({ url }) => new URL(url))
      .filter(({ pathname }) => pathname.endsWith('/compare'));
    expect(asked.map(({ searchParams }) => searchParams.get('with'))).toEqual([
      'strict',
      'strict',
    ]);
  });

  it.each([
    [
      'a component of which nothing was derived',
      ENTITY,
      { policies: createPoliciesAnswer({ inForce: undefined, switches: [] }) },
      /No policy is in force for component:default\/payments/,
    ],
    [
      'a change that is on its way',
      ENTITY,
      { policies: createPoliciesAnswer({ isChanging: true }) },
      /the numbers change all at once when that is done/,
    ],
    [
      'what is not as documented',
      ENTITY,
      {
        policies: createPoliciesAnswer({
          problems: ['deployments: "builds" is none of releases'],
        }),
      },
      /"builds" is none of releases/,
    ],
    [
      'an address that names no component',
      '?entity=component:default/',
      {},
      /The address names no component: "component:default\/"/,
    ],
    [
      'a failure',
      ENTITY,
      { policies: problem(500, 'The database is away.') },
      /The database is away/,
    ],
  ])('tells %s', async (_, search, scenario, text) => {
    render(search, scenario);
    expect(await screen.findByText(text, undefined, patience)).toBeVisible();
  });

  it('lets the comparison fail alone, and tries again', async () => {
    const { answerWith } = render(`${ENTITY}&with=strict`, {
      comparison: problem(500, 'It took too long.'),
    });
    const block = await findBlock('Compare with');
    expect(
      await within(block).findByText(/It took too long/, undefined, patience),
    ).toBeVisible();
    expect(await findBlock('Versions')).toBeVisible();
    answerWith({});
    await userEvent.click(within(block).getByRole('button', { name: 'Retry' }));
    expect(
      await within(block).findByText(/Change lead time/, undefined, patience),
    ).toBeVisible();
  });
});
