import {
  registerMswTestHooks,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import type { PolicyChangeMark } from '@sei-platform/plugin-engineering-insights-common';
import { screen, waitFor } from '@testing-library/react';
import { setupServer } from 'msw/node';
import { createDoraAnswer, createMetricAnswer } from '../__testUtils__';
import { renderDoraPage } from '../__testUtils__/renderDoraPage';
import { renderMetricPage } from '../__testUtils__/renderMetricPage';
import { insightsRouteRef } from '../routes';
import { PolicyMarksNote } from './PolicyMarksNote';

const server = setupServer();
registerMswTestHooks(server);

// The pages are large and the machines that run this are shared.
jest.setTimeout(120_000);
const patience = { timeout: 60_000 };

const LEAD_TIME = 'dora.change-lead-time';
const CHANGE: PolicyChangeMark = {
  at: '2026-10-12T09:30:00.000Z',
  serviceCount: 1,
  differences: [
    { name: 'environments.production', from: ['prod'], to: ['live'] },
  ],
};
const SENTENCE =
  /Policy changed on 12 Oct 2026: Production environments: prod → live\./;
const PLAIN =
  'All numbers, also those before, are counted by the policy in force.';

/** A mark that stands in the window, beside one that does not. */
const changes = [CHANGE, { ...CHANGE, at: '2020-01-01T00:00:00.000Z' }];

describe('a change of policy', () => {
  it('is marked on the chart of a metric at its week, and said below it', async () => {
    renderMetricPage({
      server,
      metricId: LEAD_TIME,
      scenario: {
        metric: createMetricAnswer(LEAD_TIME, { policyChanges: changes }),
      },
    });
    await screen.findByText(SENTENCE, {}, patience);
    await waitFor(
      () => expect(screen.getAllByText('Policy changed')).toHaveLength(1),
      patience,
    );
  });

  it('is not spoken of where there was none', async () => {
    renderMetricPage({ server, metricId: LEAD_TIME });
    await screen.findByText(/median of 143 changes/, {}, patience);
    expect(screen.queryByText('Policy changed')).not.toBeInTheDocument();
    expect(screen.queryByText(new RegExp(PLAIN))).not.toBeInTheDocument();
  });

  it('is marked on the timeline of deployments, with what changed', async () => {
    renderDoraPage({
      server,
      scenario: { dora: createDoraAnswer({ policyChanges: [CHANGE] }) },
    });
    expect(
      await screen.findByRole('img', { name: SENTENCE }, patience),
    ).toHaveTextContent('Policy changed');
    expect(screen.getByText(new RegExp(PLAIN))).toBeInTheDocument();
  });
});

describe('the note below a chart', () => {
  const render = (
    change: Partial<PolicyChangeMark>,
    isRollUp = false,
    isMounted = true,
  ) =>
    renderInTestApp(
      <PolicyMarksNote
        changes={[{ ...CHANGE, ...change }]}
        entityRef="component:default/payments"
        isRollUp={isRollUp}
      />,
      isMounted
        ? { mountedRoutes: { '/engineering-insights': insightsRouteRef } }
        : {},
    );

  it('leads to the policies of the service', async () => {
    render({});
    expect(await screen.findByText('Policies')).toHaveAttribute(
      'href',
      expect.stringMatching(
        /\/engineering-insights\/policies\?entity=component(:|%3A)default(\/|%2F)payments$/,
      ),
    );
  });

  it('tells of several services how many they are, and not what changed for one of them', async () => {
    render({ serviceCount: 3, differences: [] }, true);
    expect(
      await screen.findByText('Policy changed on 12 Oct 2026 for 3 services.'),
    ).toBeInTheDocument();
    expect(screen.queryByText('Policies')).not.toBeInTheDocument();
  });

  it('has no link in a portal without the page', async () => {
    render({}, false, false);
    expect(await screen.findByText(SENTENCE)).toBeInTheDocument();
    expect(screen.queryByText('Policies')).not.toBeInTheDocument();
  });
});
