import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';

/** Which facts a list is of. */
export interface FactFilter {
  /** Only those of these places. */
  readonly scopeIds: readonly number[];
  /** Only what these accounts did; absent: whoever did it. */
  readonly personKeys?: readonly string[];
  readonly window: MetricWindow;
  /** The accounts of who asks, to whom it is told what is their own. */
  readonly ownKeys: readonly string[];
}

/** The conditions of facts `f` of a filter: by the time of `at`, done by the account in `person`. */
export function factFilterSql(options: {
  readonly at: string;
  readonly person: string;
  readonly filter: FactFilter;
}): string {
  const { at, person, filter } = options;
  return `
    f.scope_id = any(cast(:scopeIds as integer[]))
      and f.deleted_at is null
      and f.${at} >= cast(:fromAt as timestamptz)
      and f.${at} < cast(:toAt as timestamptz)
      ${
        filter.personKeys
          ? `and f.${person} = any(cast(:personKeys as text[]))`
          : ''
      }`;
}

export function factFilterBindings(filter: FactFilter) {
  const { scopeIds, personKeys, window, ownKeys } = filter;
  return {
    scopeIds: [...scopeIds],
    fromAt: window.from,
    toAt: window.to,
    ownKeys: [...ownKeys],
    ...(personKeys && { personKeys: [...personKeys] }),
  };
}
