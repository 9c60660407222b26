import { useOptionalRoute } from '../../page/useOptionalRoute';
import { doraRouteRef } from '../../routes';

/** Where the DORA tab of the entity is, in either frontend system; undefined in a portal that leaves it out. */
export function useDoraTabPath(): string | undefined {
  return useOptionalRoute(doraRouteRef)?.();
}
