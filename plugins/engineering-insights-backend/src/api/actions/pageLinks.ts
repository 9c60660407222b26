import { parseEntityRef } from '@backstage/catalog-model';
import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';

/** Where the pages of an entity are, at the paths that the plugin has unless a portal moves it. */
export interface PageLinks {
  dora(entityRef: string, window: MetricWindow): string;
  team(entityRef: string, window: MetricWindow, section: string): string;
  metric(metricId: string, entityRef: string, window: MetricWindow): string;
  dataHealth(entityRef: string): string;
}

/** Pages have windows of whole days. */
function daysOf({ from, to }: MetricWindow): Record<string, string> {
  const isWhole = [from, to].every(at => at.endsWith('T00:00:00.000Z'));
  return isWhole ? { from: from.slice(0, 10), to: to.slice(0, 10) } : {};
}

export function createPageLinks(portalUrl = ''): PageLinks {
  const base = portalUrl.replace(/\/+$/, '');
  const link = (segments: string[], parameters: Record<string, string>) => {
    const query = new URLSearchParams(parameters).toString();
    const path = segments.map(encodeURIComponent).join('/');
    return `${base}/${path}${query && `?${query}`}`;
  };
  const tab = (
    entityRef: string,
    path: string,
    parameters: Record<string, string>,
  ) => {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    return link(['catalog', namespace, kind, name, path], parameters);
  };
  return {
    dora: (entityRef, window) => tab(entityRef, 'dora', daysOf(window)),
    team: (entityRef, window, section) =>
      tab(entityRef, 'team-analytics', {
        ...daysOf(window),
        sections: section,
      }),
    metric: (metricId, entityRef, window) => {
      const { kind, namespace, name } = parseEntityRef(entityRef);
      return link(
        ['engineering-insights', 'metrics', metricId, kind, namespace, name],
        daysOf(window),
      );
    },
    dataHealth: entityRef =>
      link(['engineering-insights', 'data-health'], { entity: entityRef }),
  };
}
