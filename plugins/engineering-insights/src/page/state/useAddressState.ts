import { dayOf } from '@sei-platform/plugin-engineering-insights-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

export interface AddressStateOptions<TState, TChange> {
  readonly read: (parameters: URLSearchParams, now: Date) => TState;
  readonly write: (
    previous: URLSearchParams,
    change: TChange,
  ) => URLSearchParams;
}

/** The state of a page, held by its address, and how to change it. Both functions stay the same between calls. */
export function useAddressState<TState, TChange>({
  read,
  write,
}: AddressStateOptions<TState, TChange>): readonly [
  TState,
  (change: TChange) => void,
] {
  const [parameters, setParameters] = useSearchParams();
  // Recomputed on the UTC day, so that a page left open over midnight moves on and one within a day does not refetch.
  const today = dayOf(new Date());
  const state = useMemo(
    () => read(parameters, new Date(today)),
    [read, parameters, today],
  );
  const update = useCallback(
    (change: TChange) =>
      setParameters(previous => write(previous, change), { replace: true }),
    [write, setParameters],
  );
  return [state, update];
}
