import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import type {
  ChangedStreams,
  Connector,
  WebhookDelivery,
  WebhookItem,
} from '@sei-platform/plugin-engineering-insights-node';
import { isObject, projectIncident } from './incident';
import { instantOf, isoOf } from './instants';
import { INCIDENTS } from './streams/incidents';

const VERSION = 'v1=';

/** PagerDuty's v3 webhooks, verified by the secret of one subscription. */
export function pagerdutyWebhook(
  secret: string,
): NonNullable<Connector['webhook']> {
  return {
    topic: 'pagerduty',
    verify({ body, headers }) {
      const header = headers['x-pagerduty-signature'];
      if (!header) {
        return {
          isVerified: false,
          reason: 'the header X-PagerDuty-Signature is missing',
        };
      }
      const expected = createHmac('sha256', secret).update(body).digest('hex');
      // While a secret is exchanged there is a signature of each.
      const signatures = header
        .split(',')
        .map(each => each.trim())
        .filter(each => each.startsWith(VERSION));
      if (
        !signatures.some(each =>
          isEqualInConstantTime(each, `${VERSION}${expected}`),
        )
      ) {
        return {
          isVerified: false,
          reason: 'no signature of X-PagerDuty-Signature matches the body',
        };
      }
      const deliveryId = eventIdOf(body);
      return { isVerified: true, ...(deliveryId && { deliveryId }) };
    },
    toItems,
    changedStreams,
  };
}

function isEqualInConstantTime(left: string, right: string) {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return (
    leftBytes.length === rightBytes.length &&
    timingSafeEqual(leftBytes, rightBytes)
  );
}

/** The same for each attempt to deliver an event. */
function eventIdOf(body: Buffer): string | undefined {
  try {
    const { event } = JSON.parse(body.toString('utf8'));
    return typeof event?.id === 'string' ? event.id : undefined;
  } catch {
    // Whoever stores the delivery says what is wrong with its body.
    return undefined;
  }
}

/**
 * The incident as it is since the event. When it was acknowledged first, an
 * event does not tell, and of an incident that was resolved before not when.
 */
function toItems({ body }: WebhookDelivery): readonly WebhookItem[] {
  const told = incidentOf(body);
  if (!told) return [];
  const { incident, serviceId, type, occurredAt } = told;
  const item = {
    incident: {
      ...projectIncident(incident),
      updated_at: occurredAt,
      ...(type === 'incident.resolved' && { resolved_at: occurredAt }),
    },
  };
  return [{ scope: { externalId: serviceId }, stream: INCIDENTS, item }];
}

/** The service of the incident is read too, for what an event does not tell. */
function changedStreams({ body }: WebhookDelivery): readonly ChangedStreams[] {
  const told = incidentOf(body);
  return told
    ? [{ scope: { externalId: told.serviceId }, streams: [INCIDENTS] }]
    : [];
}

function incidentOf({ event }: JsonObject) {
  if (!isObject(event) || !isObject(event.data)) return undefined;
  const { data: incident, event_type: type, occurred_at: occurred } = event;
  const { service } = incident;
  if (
    incident.type !== 'incident' ||
    typeof incident.id !== 'string' ||
    !isObject(service) ||
    typeof service.id !== 'string' ||
    typeof occurred !== 'string'
  )
    return undefined;
  // Elsewhere PagerDuty tells whole seconds of the same instant.
  const occurredAt = isoOf(instantOf(occurred));
  return { incident, serviceId: service.id, type, occurredAt };
}
