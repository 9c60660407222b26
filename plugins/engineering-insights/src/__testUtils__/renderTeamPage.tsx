import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  QueryProvider,
  createQueryClient,
  engineeringInsightsApiRef,
} from '@sei-platform/plugin-engineering-insights-react';
import type { QueryClient } from '@tanstack/react-query';
import { TeamPage } from '../team/TeamPage';
import { Address } from './Address';
import { serveFixtures } from './serveFixtures';
import type { ServeFixturesOptions, ServedFixtures } from './serveFixtures';
import { team } from './team';

export interface RenderTeamPageOptions extends ServeFixturesOptions {
  /** What stands behind the path: "?window=30d". */
  readonly search?: string;
}

export interface RenderedTeamPage
  extends Pick<ServedFixtures, 'requests' | 'answerWith'> {
  readonly queryClient: QueryClient;
}

/** Renders the Team analytics tab against HTTP answers; the requests it made are collected. */
export function renderTeamPage({
  server,
  scenario = {},
  search = '',
}: RenderTeamPageOptions): RenderedTeamPage {
  const { client, requests, answerWith } = serveFixtures({ server, scenario });
  const queryClient = createQueryClient();
  renderInTestApp(
    <QueryProvider client={queryClient}>
      <TeamPage entity={scenario.entity ?? team} />
      <Address />
    </QueryProvider>,
    {
      apis: [[engineeringInsightsApiRef, client]],
      initialRouteEntries: [`/${search}`],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  return { requests, answerWith, queryClient };
}
