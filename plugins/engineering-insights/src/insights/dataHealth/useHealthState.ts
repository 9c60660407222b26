import { FRACTION_IDS } from '@sei-platform/plugin-engineering-insights-common';
import type { Fraction } from '@sei-platform/plugin-engineering-insights-common';
import { putParameter } from '../../page/state/pageState';
import { useAddressState } from '../../page/state/useAddressState';

/** What the page shows beside its entity; the address holds all of it. */
export interface HealthState {
  /** The fraction whose gaps are open. */
  readonly gaps?: Fraction['id'];
  readonly search: string;
  readonly isWithGapsOnly: boolean;
  readonly sort: { readonly column: string; readonly isDescending: boolean };
}

export type HealthStateChange = {
  readonly [K in keyof HealthState]?: HealthState[K] | null;
};

const DEFAULT_SORT = { column: 'missing', isDescending: true };

function readSort(text: string | null): HealthState['sort'] {
  if (!text) return DEFAULT_SORT;
  return text.startsWith('-')
    ? { column: text.slice(1), isDescending: true }
    : { column: text, isDescending: false };
}

function writeSort({ column, isDescending }: HealthState['sort']): string {
  return `${isDescending ? '-' : ''}${column}`;
}

const ADDRESS = {
  read: (parameters: URLSearchParams): HealthState => ({
    gaps: FRACTION_IDS.find(id => id === parameters.get('gaps')),
    search: parameters.get('search') ?? '',
    isWithGapsOnly: parameters.get('show') === 'gaps',
    sort: readSort(parameters.get('sort')),
  }),
  write: (previous: URLSearchParams, change: HealthStateChange) => {
    const next = new URLSearchParams(previous);
    if (change.gaps !== undefined) putParameter(next, 'gaps', change.gaps);
    if (change.search !== undefined)
      putParameter(next, 'search', change.search);
    if (change.isWithGapsOnly !== undefined)
      putParameter(next, 'show', change.isWithGapsOnly ? 'gaps' : null);
    if (change.sort)
      putParameter(
        next,
        'sort',
        writeSort(change.sort) === writeSort(DEFAULT_SORT)
          ? null
          : writeSort(change.sort),
      );
    return next;
  },
};

/** The state of the page of data health, and how to change it. */
export function useHealthState() {
  return useAddressState<HealthState, HealthStateChange>(ADDRESS);
}
