import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventParams, EventsService } from '@backstage/plugin-events-node';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { PrivacyRules } from '../privacy/PrivacyRules';
import { storeWebhook } from './storeWebhook';

// Not x-gitlab-event-uuid: GitLab gives all webhooks one that another webhook set off.
const DELIVERY_ID_HEADERS = [
  'x-github-delivery',
  'idempotency-key',
  'webhook-id',
];

/**
 * Stores what arrives on the topics of the portal's events service. The bus
 * delivers at most once and drops headers on the way to another replica, so
 * nothing else is done there and polling makes up for what it loses.
 */
export async function subscribeToEvents(options: {
  readonly events: EventsService;
  readonly knex: Knex;
  /** Only those whose topic the portal verifies. */
  readonly connectors: readonly Connector[];
  readonly identitySalt: string;
  /** Pseudonymous where absent. */
  readonly privacy?: PrivacyRules;
  readonly logger: LoggerService;
  readonly onStored: () => void;
}): Promise<void> {
  const { events, connectors, logger } = options;
  const topics = new Set(
    connectors.flatMap(connector =>
      connector.webhook ? [connector.webhook.topic] : [],
    ),
  );
  if (topics.size === 0) return;
  await events.subscribe({
    id: 'engineering-insights',
    topics: [...topics],
    async onEvent(event) {
      const body = toBody(event.eventPayload);
      if (!body) {
        logger.warn(
          `An event of topic ${event.topic} has no JSON object as its payload and was left out.`,
        );
        return;
      }
      const headers = toHeaders(event.metadata);
      await storeWebhook({
        ...options,
        candidates: connectors.filter(
          connector => connector.webhook?.topic === event.topic,
        ),
        headers,
        body,
        deliveryId: DELIVERY_ID_HEADERS.map(name => headers[name]).find(
          Boolean,
        ),
      });
    },
  });
}

function toBody(payload: unknown): JsonObject | undefined {
  const isObject =
    typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  return isObject ? (payload as JsonObject) : undefined;
}

function toHeaders(
  metadata: EventParams['metadata'],
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value[0] : value,
    ]),
  );
}
