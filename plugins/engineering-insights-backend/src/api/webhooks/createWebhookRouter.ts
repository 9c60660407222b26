import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError, InputError } from '@backstage/errors';
import type { WebhookRequest } from '@sei-platform/plugin-engineering-insights-node';
import express from 'express';
import Router from 'express-promise-router';
import type { WebhookAnswer } from '../../ingestion/receiveWebhook';

/** The largest webhook of the sources that are known. GitHub sends 25 MB at most; its large ones are pushes that polling reads. */
const BODY_LIMIT = '5mb';

/** It is no route of the REST API: sources call it as they do. */
export const webhookOperation = {
  method: 'post',
  path: '/v1/webhooks/:source',
} as const;

function firstOfEach(
  values: Readonly<Record<string, unknown>>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const first: unknown = Array.isArray(value) ? value[0] : value;
      return [name, typeof first === 'string' ? first : undefined];
    }),
  );
}

/**
 * The door for webhooks, open without credentials of the portal: the source's
 * signature over the raw bytes is checked instead.
 */
export function createWebhookRouter(options: {
  receive: (request: {
    source: string;
    webhook: WebhookRequest;
  }) => Promise<WebhookAnswer>;
  logger: LoggerService;
}): express.Router {
  const { receive, logger } = options;
  const toldClosed = new Set<string>();
  const router = Router();
  const readRaw = express.raw({ type: () => true, limit: BODY_LIMIT });

  router.post(webhookOperation.path, readRaw, async (request, response) => {
    const { source } = request.params;
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const answer = await receive({
      source,
      webhook: {
        body,
        headers: firstOfEach(request.headers),
        query: firstOfEach(request.query),
        receivedAt: new Date().toISOString(),
      },
    });
    switch (answer.result) {
      case 'responded':
        response
          .status(answer.status)
          .type(answer.contentType)
          .send(answer.body);
        return;
      case 'closed':
        // Whoever sends in vain goes on sending; the names of sources that are read are few.
        if (answer.isRead && !toldClosed.has(source)) {
          toldClosed.add(source);
          logger.warn(
            `Webhooks of ${source} arrive and are not taken, as no secret is configured for them. Set one in engineeringInsights.sources.${source}, or remove the webhook there; until then ${source} is only polled. This is said once.`,
          );
        }
        throw new NotFoundError(
          `No webhook of ${JSON.stringify(
            source,
          )} is taken here. Set a secret for it in engineeringInsights.sources.`,
        );
      case 'badSignature':
        logger.warn(
          `A webhook of ${JSON.stringify(
            source,
          )} was refused: its signature does not fit the configured secret.`,
        );
        throw new NotAllowedError(
          'The signature does not fit. Set the same secret here and at the source.',
        );
      case 'invalid':
        throw new InputError(answer.message);
      default:
        response.status(202).json({ result: answer.result });
    }
  });
  return router;
}
