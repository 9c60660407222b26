import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  EntityName,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';

const ROOT = 'engineering-insights';

function refOf(entity: EntityName): string {
  return stringifyEntityRef(entity).toLocaleLowerCase('en-US');
}

/** Where an answer is kept; the entity stands second, so that all its answers are refreshed at once. */
export const queryKeys = {
  entity: (entity: EntityName) => [ROOT, refOf(entity)] as const,
  dora: (entity: EntityName, window: MetricWindow, compare: boolean) =>
    [ROOT, refOf(entity), 'dora', window.from, window.to, compare] as const,
  deployments: (entity: EntityName, window: MetricWindow) =>
    [ROOT, refOf(entity), 'deployments', window.from, window.to] as const,
  incidents: (entity: EntityName, window: MetricWindow) =>
    [ROOT, refOf(entity), 'incidents', window.from, window.to] as const,
  explain: (entity: EntityName, window: MetricWindow, metricId: string) =>
    [ROOT, refOf(entity), 'explain', window.from, window.to, metricId] as const,
  definitions: () => [ROOT, 'definitions'] as const,
};
