import { parseEntityRef } from '@backstage/catalog-model';
import type {
  EntitySummary,
  ExplainRecord,
} from '@sei-platform/plugin-engineering-insights-common';

/** Of which service a record is; of a team with one service it is that one's. */
export function serviceName(
  { entityRef }: Pick<ExplainRecord, 'entityRef'>,
  services: readonly EntitySummary[],
): string {
  if (!entityRef) return services.length === 1 ? services[0].title : '';
  return (
    services.find(({ ref }) => ref === entityRef)?.title ??
    parseEntityRef(entityRef).name
  );
}
