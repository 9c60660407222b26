import { NotFoundError } from '@backstage/errors';
import type express from 'express';
import Router from 'express-promise-router';
import { renderBadge, type Badge } from '../../badges';
import type { EntityName } from '../../service/authorise';
import { createBadgeCache } from './createBadgeCache';

const CACHED_SECONDS = 300;
const FILE = /^(.{1,253})\.svg$/;
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

  router.get(
    '/v1/badges/:metricId/:kind/:namespace/:file',
    async (request, response) => {
      const { metricId, kind, namespace, file } = request.params;
      const name = FILE.exec(file)?.[1];
      if (name === undefined) {
        throw new NotFoundError('The address of a badge ends with .svg.');
      }
      const entity = { kind, namespace, name };
      const kept = await cache.get(
        JSON.stringify([metricId, kind, namespace, name].map(lower)),
        async () => renderBadge(await read({ metricId, entity })),
      );
      if (kept.status === 'tooMany') {
        response
          .status(429)
          .set('retry-after', String(kept.retryAfterSeconds))
          .type('text/plain')
          .send('Too many badges are asked for at once. Ask again later.');
        return;
      }
      response.set(HEADERS).type('image/svg+xml').send(kept.svg);
    },
  );
  return router;
}

function lower(text: string): string {
  return text.toLocaleLowerCase('en-US');
}
