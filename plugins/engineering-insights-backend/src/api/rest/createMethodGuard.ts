import { CustomErrorBase } from '@backstage/errors';
import type express from 'express';
import Router from 'express-promise-router';
import { pathsOf } from './pathsOf';
import type { Operation } from './Route';

/** A path that there is was asked for in another way than it can be. */
export class MethodNotAllowedError extends CustomErrorBase {
  name = 'MethodNotAllowedError' as const;
}

/** Says of each path by which methods it is asked for; stands behind all that answers. */
export function createMethodGuard(
  operations: readonly Pick<Operation, 'method' | 'path'>[],
): express.Router {
  const methodsByPath = new Map<string, Set<string>>();
  for (const operation of operations) {
    for (const path of pathsOf(operation)) {
      const methods = methodsByPath.get(path) ?? new Set<string>();
      methods.add(operation.method.toUpperCase());
      if (operation.method === 'get') methods.add('HEAD');
      methodsByPath.set(path, methods);
    }
  }
  const router = Router();
  for (const [path, methods] of methodsByPath) {
    const allow = [...methods].join(', ');
    router.all(path, async (request, response) => {
      // One path may fit two patterns: sources/summary, and sources/{id}.
      if (methods.has(request.method)) return 'next';
      response.set('allow', allow);
      if (request.method === 'OPTIONS') {
        response.status(204).end();
        return undefined;
      }
      throw new MethodNotAllowedError(
        `${request.method} is not possible here, but ${allow} is.`,
      );
    });
  }
  return router;
}
