import type {
  Connector,
  VerifyResult,
  WebhookDelivery,
  WebhookRequest,
} from '@sei-platform/plugin-engineering-insights-node';
import type { ChannelListings } from '../channels/ChannelListings';
import type { TeamsSource } from '../readTeamsSources';
import { INCIDENTS } from '../streams/incidents';
import { answerValidation } from './answerValidation';
import { notificationsOf } from './notifications';
import { verifyNotifications } from './verifyNotifications';
import {
  isOutgoingWebhook,
  verifyOutgoingWebhook,
} from './verifyOutgoingWebhook';

type Secrets = Pick<
  TeamsSource,
  'tenantId' | 'clientState' | 'outgoingWebhookTokens'
>;

/** What an outgoing webhook answers in the channel where somebody mentioned it. */
const REPLY = { type: 'message', text: 'Incident channels are read again.' };
/** Lifecycle events after which a subscription needs something done. */
const NEEDS_MAINTENANCE = ['reauthorizationRequired', 'subscriptionRemoved'];

/**
 * Change notifications of Microsoft Graph, and messages that mention an
 * outgoing webhook. Both only say that some channel changed: neither brings its
 * name or the time, so the channels are listed.
 */
export function teamsWebhook(
  options: Secrets & { listings: ChannelListings },
): NonNullable<Connector['webhook']> {
  const { tenantId, clientState, outgoingWebhookTokens, listings } = options;

  function verify(request: WebhookRequest): VerifyResult {
    if (isOutgoingWebhook(request))
      return verifyOutgoingWebhook(request, outgoingWebhookTokens);
    return clientState
      ? verifyNotifications(request, { tenantId, clientState })
      : {
          isVerified: false,
          reason: 'no clientState is configured for change notifications',
        };
  }

  return {
    topic: 'teams',
    verify(request) {
      const verdict = verify(request);
      // What was listed a moment ago does not have it.
      if (verdict.isVerified) listings.forget();
      return verdict;
    },
    respond(request) {
      if (clientState && request.query.validationToken !== undefined)
        return answerValidation(request);
      if (!isOutgoingWebhook(request) || !verify(request).isVerified)
        return undefined;
      return {
        status: 200,
        contentType: 'application/json; charset=utf-8',
        body: JSON.stringify(REPLY),
        isDelivery: true,
      };
    },
    // Nothing of a channel is in a delivery.
    toItems: () => [],
    changedEverywhere: ({ body }) =>
      isMessage(body) || notificationsOf(body, tenantId).length > 0
        ? [INCIDENTS]
        : [],
    asksForMaintenance: ({ body }) =>
      notificationsOf(body, tenantId).some(({ lifecycleEvent }) =>
        NEEDS_MAINTENANCE.includes(String(lifecycleEvent)),
      ),
    keep: ({ body }) => keep(body, tenantId),
  };
}

/** Never the secret, a text or who wrote it. */
function keep(
  body: WebhookDelivery['body'],
  tenantId: string,
): WebhookDelivery['body'] {
  if (isMessage(body)) return { type: body.type };
  return {
    value: notificationsOf(body, tenantId).map(
      ({ changeType, lifecycleEvent, subscriptionId }) => ({
        tenantId,
        ...(typeof changeType === 'string' && { changeType }),
        ...(typeof lifecycleEvent === 'string' && { lifecycleEvent }),
        ...(typeof subscriptionId === 'string' && { subscriptionId }),
      }),
    ),
  };
}

/** An activity of Teams: a message that mentions an outgoing webhook. */
function isMessage({ type }: WebhookDelivery['body']): boolean {
  return type === 'message';
}
