import { useRouteRef } from '@backstage/core-plugin-api';
import type {
  AnyParams,
  RouteFunc,
  RouteRef,
} from '@backstage/core-plugin-api';
import { isError } from '@backstage/errors';

/** Where a page is, in either frontend system; undefined in a portal that leaves it out. */
export function useOptionalRoute<TParams extends AnyParams>(
  routeRef: RouteRef<TParams>,
): RouteFunc<TParams> | undefined {
  try {
    return useRouteRef(routeRef);
  } catch (error) {
    // Backstage has no class for it, and tells it by these words too.
    if (isError(error) && error.message.startsWith('No path for ')) {
      return undefined;
    }
    throw error;
  }
}
