import type express from 'express';

interface Layer {
  readonly route?: {
    readonly path: string;
    readonly methods: Readonly<Record<string, boolean>>;
  };
  readonly handle?: { readonly stack?: readonly Layer[] };
}

const ONE_SEGMENT = '/:entityRef';

function walk(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) => {
    if (handle?.stack && !route) return walk(handle.stack);
    if (!route || route.path.includes(ONE_SEGMENT)) return [];
    return Object.keys(route.methods)
      .filter(method => method !== '_all')
      .map(method => `${method} ${route.path}`);
  });
}

/** Every method and path that a router answers, however its parts are made: `get /v1/metrics`. */
export function listEndpoints(router: express.Router): readonly string[] {
  return [...new Set(walk(router.stack as unknown as Layer[]))].sort();
}
