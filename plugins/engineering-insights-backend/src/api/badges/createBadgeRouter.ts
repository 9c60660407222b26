import { NotFoundError } from '@backstage/errors';
import type express from 'express';
import Router from 'express-promise-router';
import { renderBadge, type Badge } from '../../badges';
import { TooManyRequestsError } from '../../service/TooManyRequestsError';
import type { EntityName } from '../../service/authorise';
import { findUnstorable } from '../rest/findUnstorable';
import { badgeOperation } from './badgeOperation';
import { createBadgeCache } from './createBadgeCache';

const NONE = 'There is no such badge: nothing is called so.';
const CACHED_SECONDS = 300;
// The image needs nothing, and READMEs show it on other hosts.
const HEADERS = {
  'cache-control': `public, max-age=${CACHED_SECONDS}`,
  'content-security-policy': "default-src 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};

/** Images of numbers, open without credentials of the portal: the entity says that everyone may see them. */
export function createBadgeRouter(options: {
  read: (question: { metricId: string; entity: EntityName }) => Promise<Badge>;
  now: () => number;
}): express.Router {
  const { read, now } = options;
  const cache = createBadgeCache({ now, keptSeconds: CACHED_SECONDS });
  const router = Router();

  router.get(badgeOperation.path, async (request, response) => {
    const { metricId, kind, namespace, name } = request.params;
    if (findUnstorable(request.params)) throw new NotFoundError(NONE);
    const entity = { kind, namespace, name };
    const kept = await cache.get(
      JSON.stringify([metricId, kind, namespace, name].map(lower)),
      async () => renderBadge(await read({ metricId, entity })),
    );
    if (kept.status === 'tooMany') {
      const seconds = kept.retryAfterSeconds;
      response.set('retry-after', String(seconds));
      throw new TooManyRequestsError(
        `Too many badges are asked for at once. Ask again in ${seconds} seconds.`,
      );
    }
    response.set(HEADERS).type('image/svg+xml').send(kept.svg);
  });
  return router;
}

function lower(text: string): string {
  return text.toLocaleLowerCase('en-US');
}
