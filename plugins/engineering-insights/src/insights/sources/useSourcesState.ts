import {
  STREAM_STATES,
  type StreamState,
} from '@sei-platform/plugin-engineering-insights-common';
import { putParameter } from '../../page/state/pageState';
import { useAddressState } from '../../page/state/useAddressState';

/** What the page of sources shows; the address holds all of it. */
export interface SourcesState {
  /** The source that is open. */
  readonly source?: { readonly id: string; readonly origin: string };
  readonly state?: StreamState;
  readonly text: string;
  /** From 0. */
  readonly page: number;
  readonly sort: { readonly column: string; readonly isDescending: boolean };
}

export type SourcesStateChange = {
  readonly [K in keyof SourcesState]?: SourcesState[K] | null;
};

const NEEDS_FIRST = { column: '', isDescending: false };

function readSort(text: string | null): SourcesState['sort'] {
  if (!text) return NEEDS_FIRST;
  return text.startsWith('-')
    ? { column: text.slice(1), isDescending: true }
    : { column: text, isDescending: false };
}

function readPage(text: string | null): number {
  const page = Number(text ?? '1');
  return Number.isInteger(page) && page > 0 ? page - 1 : 0;
}

const ADDRESS = {
  read: (parameters: URLSearchParams): SourcesState => {
    const id = parameters.get('source');
    return {
      ...(id && { source: { id, origin: parameters.get('origin') ?? '' } }),
      state: STREAM_STATES.find(state => state === parameters.get('state')),
      text: parameters.get('text') ?? '',
      page: readPage(parameters.get('page')),
      sort: readSort(parameters.get('sort')),
    };
  },
  write: (previous: URLSearchParams, change: SourcesStateChange) => {
    const next = new URLSearchParams(previous);
    if (change.source !== undefined) {
      putParameter(next, 'source', change.source?.id);
      putParameter(next, 'origin', change.source?.origin);
    }
    if (change.state !== undefined) putParameter(next, 'state', change.state);
    if (change.text !== undefined) putParameter(next, 'text', change.text);
    if (change.page !== undefined)
      putParameter(
        next,
        'page',
        change.page ? String(change.page + 1) : undefined,
      );
    if (change.sort)
      putParameter(
        next,
        'sort',
        `${change.sort.isDescending ? '-' : ''}${change.sort.column}`,
      );
    return next;
  },
};

/** The state of the page of sources, and how to change it. */
export function useSourcesState() {
  return useAddressState<SourcesState, SourcesStateChange>(ADDRESS);
}
