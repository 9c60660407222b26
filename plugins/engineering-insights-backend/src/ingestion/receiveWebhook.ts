import { isError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type {
  Connector,
  WebhookRequest,
  WebhookResponse,
} from '@sei-platform/plugin-engineering-insights-node';
import { countWebhook } from '../database/operations/ingestion/countWebhook';
import type { PrivacyRules } from '../privacy/PrivacyRules';
import { MOST_LEVELS } from './isNestedTooDeep';
import { parseWebhookBody } from './parseWebhookBody';
import { storeWebhook, type StoredWebhook } from './storeWebhook';

export interface ReceiveWebhookOptions {
  readonly knex: Knex;
  /** Those of one source: which of its origins sent it, their secrets tell. */
  readonly connectors: readonly Connector[];
  readonly request: WebhookRequest;
  readonly identitySalt: string;
  /** Pseudonymous where absent. */
  readonly privacy?: PrivacyRules;
  readonly logger: LoggerService;
  /** Called once it is in the inbox. */
  readonly onStored: () => void;
}

/** What the sender of a webhook is answered. */
export type WebhookAnswer =
  | {
      readonly result: 'responded';
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
    }
  | { readonly result: StoredWebhook }
  /** There is no open door: no connector of this source has a secret. */
  | {
      readonly result: 'closed';
      /** The source is read, by polling alone. */
      readonly isRead: boolean;
    }
  | { readonly result: 'badSignature' }
  | { readonly result: 'invalid'; readonly message: string };

/**
 * Takes a webhook in: checks it over its raw bytes, stores it and lets the
 * sender go. What it means is found out later.
 */
export async function receiveWebhook(
  options: ReceiveWebhookOptions,
): Promise<WebhookAnswer> {
  const { knex, connectors, request, logger } = options;
  const open = connectors.filter(connector => connector.webhook);
  if (open.length === 0)
    return { result: 'closed', isRead: connectors.length > 0 };
  const verified = open.flatMap(connector => {
    const verdict = verify(connector, request, logger);
    return verdict.isVerified
      ? [{ connector, deliveryId: verdict.deliveryId }]
      : [];
  });
  // A source that tests a new address may not sign its question yet.
  const asked =
    verified.length > 0 ? verified.map(each => each.connector) : open;
  const response = firstResponse(asked, request);
  if (response && !response.isDelivery)
    return { result: 'responded', ...response };
  if (verified.length === 0) {
    const [{ id: source, origin }] = open;
    await countWebhook({
      knex,
      source,
      origin: open.length === 1 ? origin : '',
      reason: 'badSignature',
    });
    return { result: 'badSignature' };
  }
  const body = parseWebhookBody(request);
  if (!body)
    return {
      result: 'invalid',
      message: `The body must be a JSON object of at most ${MOST_LEVELS} levels, or a form with one.`,
    };
  const result = await storeWebhook({
    ...options,
    candidates: verified.map(each => each.connector),
    headers: request.headers,
    body,
    deliveryId: verified[0].deliveryId,
  });
  return response ? { result: 'responded', ...response } : { result };
}

function firstResponse(
  connectors: readonly Connector[],
  request: WebhookRequest,
): WebhookResponse | undefined {
  for (const connector of connectors) {
    const response = connector.webhook!.respond?.(request);
    if (response) return response;
  }
  return undefined;
}

// Whatever bytes arrive, they are no reason to fail: what cannot be verified is not verified.
function verify(
  connector: Connector,
  request: WebhookRequest,
  logger: LoggerService,
) {
  try {
    return connector.webhook!.verify(request);
  } catch (error) {
    logger.warn(
      `Verifying a webhook of ${connector.title} failed with ${
        isError(error) ? error.name : 'an error'
      }; it was refused.`,
    );
    return { isVerified: false as const };
  }
}
