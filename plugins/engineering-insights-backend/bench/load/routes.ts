import type { Bench } from '../Bench';

/** So many that the limit of each is far away, as in an organisation. */
export const CALLERS = 1_000;

export const EMPTY_PATHS = ['/bench/empty'];

/** The answers of the DORA tabs of all components. */
export function doraPathsOf({ componentCount }: Bench): string[] {
  return Array.from(
    { length: componentCount },
    (_, index) => `/v1/analytics/dora/component/default/c${index + 1}`,
  );
}
