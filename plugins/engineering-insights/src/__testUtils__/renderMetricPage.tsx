import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  QueryProvider,
  createQueryClient,
  engineeringInsightsApiRef,
} from '@sei-platform/plugin-engineering-insights-react';
import { useLocation } from 'react-router-dom';
import { MetricPage } from '../metric/MetricPage';
import { metricRouteRef } from '../routes';
import { Address } from './Address';
import { serveFixtures } from './serveFixtures';
import type { ServeFixturesOptions, ServedFixtures } from './serveFixtures';

const payments = { kind: 'component', namespace: 'default', name: 'payments' };

export interface RenderMetricPageOptions extends ServeFixturesOptions {
  readonly metricId: string;
  /** What stands behind the path: "?window=30d". */
  readonly search?: string;
}

function Path() {
  return <output data-testid="path">{useLocation().pathname}</output>;
}

/** Renders the page of a metric against HTTP answers; the requests it made are collected. */
export function renderMetricPage({
  server,
  scenario = {},
  metricId,
  search = '',
}: RenderMetricPageOptions): Pick<ServedFixtures, 'requests' | 'answerWith'> {
  const { client, requests, answerWith } = serveFixtures({ server, scenario });
  const queryClient = createQueryClient();
  renderInTestApp(
    <QueryProvider client={queryClient}>
      <MetricPage metricId={metricId} entity={scenario.entity ?? payments} />
      <Address />
      <Path />
    </QueryProvider>,
    {
      apis: [[engineeringInsightsApiRef, client]],
      initialRouteEntries: [`/${search}`],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/engineering-insights/metrics/:metricId/:kind/:namespace/:name':
          metricRouteRef,
      },
    },
  );
  return { requests, answerWith };
}
