import type { WebhookRequest } from '../connector';

/** A webhook as the door hands it to a connector: received now and without parameters, unless told otherwise. */
export function webhookRequest(
  request: Pick<WebhookRequest, 'body' | 'headers'> & Partial<WebhookRequest>,
): WebhookRequest {
  return { query: {}, receivedAt: new Date().toISOString(), ...request };
}
