import { useOptionalRoute } from '../page/useOptionalRoute';
import { insightsRouteRef } from '../routes';
import { INSIGHTS_SECTIONS } from './sections';
import type { InsightsSectionId } from './sections';

/** Where a tab of the Engineering Insights page is, opened on an entity; undefined in a portal that leaves the page out. */
export function useInsightsPath():
  | ((
      id: InsightsSectionId,
      query?: Readonly<Record<string, string>>,
    ) => string)
  | undefined {
  const route = useOptionalRoute(insightsRouteRef);
  return (
    route &&
    ((id, query = {}) => {
      const section = INSIGHTS_SECTIONS.find(other => other.id === id);
      const path = [route().replace(/\/$/, ''), section?.path]
        .filter(Boolean)
        .join('/');
      const search = new URLSearchParams(query).toString();
      return search ? `${path}?${search}` : path;
    })
  );
}
