import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import { useOptionalRoute } from '../page/useOptionalRoute';
import { metricRouteRef } from '../routes';

/** Where the page of each metric of an entity is; undefined in a portal that leaves it out. */
export function useMetricPath(
  entity: EntityName,
): ((metricId: string) => string) | undefined {
  const route = useOptionalRoute(metricRouteRef);
  return (
    route &&
    (metricId =>
      route({
        metricId,
        kind: entity.kind.toLocaleLowerCase('en-US'),
        namespace: entity.namespace,
        name: entity.name,
      }))
  );
}
