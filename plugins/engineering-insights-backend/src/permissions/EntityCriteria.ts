import type { MetricFilter } from '@sei-platform/plugin-engineering-insights-node';

/** What is asked of an entity alone. */
export interface EntityFilter extends MetricFilter {
  readonly key: Exclude<MetricFilter['key'], 'metricId'>;
}

/** What the database is asked of entities; true and false where nothing is to be asked. */
export type EntityCriteria =
  | boolean
  | EntityFilter
  | { readonly allOf: readonly EntityCriteria[] }
  | { readonly anyOf: readonly EntityCriteria[] }
  | { readonly not: EntityCriteria };

/** All hold: what is known is left out. */
export function allOf(parts: readonly EntityCriteria[]): EntityCriteria {
  if (parts.includes(false)) return false;
  const open = unique(parts.filter(part => part !== true));
  if (open.length === 0) return true;
  return open.length === 1 ? open[0] : { allOf: open };
}

/** One holds: what is known is left out. */
export function anyOf(parts: readonly EntityCriteria[]): EntityCriteria {
  if (parts.includes(true)) return true;
  const open = unique(parts.filter(part => part !== false));
  if (open.length === 0) return false;
  return open.length === 1 ? open[0] : { anyOf: open };
}

export function not(part: EntityCriteria): EntityCriteria {
  return typeof part === 'boolean' ? !part : { not: part };
}

// Most metrics come to the same.
function unique(parts: readonly EntityCriteria[]): readonly EntityCriteria[] {
  return [...new Map(parts.map(each => [JSON.stringify(each), each])).values()];
}
