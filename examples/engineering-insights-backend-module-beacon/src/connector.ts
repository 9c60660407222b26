import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import type {
  Connector,
  Page,
  ReadOptions,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { BeaconClient } from './client';
import { normalizeAlert, withoutPeople } from './normalize';

const ANNOTATION_SERVICE = 'beacon.example/service';

/** Reads one Beacon: the alerts of services. */
export function createBeaconConnector(options: {
  readonly baseUrl: string;
  readonly client: BeaconClient;
  readonly webhookSecret?: string;
}): Connector {
  const { baseUrl, client, webhookSecret } = options;
  return {
    id: 'beacon',
    title: 'Beacon',
    origin: baseUrl,
    annotations: [
      {
        key: ANNOTATION_SERVICE,
        example: 'payments',
        appliesTo: ['Component'],
      },
    ],
    scopesOf({ metadata: { annotations } }) {
      const service = annotations?.[ANNOTATION_SERVICE]?.trim();
      return service ? [{ externalId: service, title: service }] : [];
    },
    streams: [alertsStream(client)],
    ...(webhookSecret && { webhook: beaconWebhook(webhookSecret) }),
  };
}

/** Where to go on: what was changed from then on, or before then, is still to be read. */
type AlertsCursor = { at: string };

function alertsStream(client: BeaconClient): Stream<AlertsCursor> {
  return {
    name: 'alerts',
    produces: ['incident'],
    // Names of people are left out before an item is made.
    personal: [],
    identify(item) {
      const { id, updated_at: updatedAt } = item as JsonObject;
      return { externalId: String(id), updatedAt: String(updatedAt) };
    },
    read: options => readAlerts(client, options),
    normalize: normalizeAlert,
  };
}

/** Live by the time of change, oldest first, so that a stop loses nothing; backwards newest first, so that recent numbers come first. */
async function* readAlerts(
  client: BeaconClient,
  { scope, direction, cursor, since, until, signal }: ReadOptions<AlertsCursor>,
): AsyncGenerator<Page<AlertsCursor>> {
  const isLive = direction === 'live';
  const from = isLive ? cursor?.at ?? since : since;
  const to = isLive ? until : cursor?.at ?? until;
  let page: number | null = 1;
  while (page !== null) {
    const answer: JsonObject = await client({
      path: '/alerts',
      query: {
        service: scope.externalId,
        updated_from: from,
        updated_to: to,
        order: isLive ? 'asc' : 'desc',
        page: String(page),
      },
      signal,
    });
    const items = (answer.alerts as JsonObject[]).map(withoutPeople);
    page = answer.next_page as number | null;
    // The last one's time again at the next reading: others may have the same.
    const last = items.at(-1)?.updated_at as string | undefined;
    const end = isLive ? until : since;
    const at = page === null ? end : last ?? end;
    yield { items, cursor: { at }, ...(!isLive && { coveredFrom: at }) };
  }
}

function beaconWebhook(secret: string): NonNullable<Connector['webhook']> {
  return {
    topic: 'beacon',
    verify({ body, headers }) {
      const expected = createHmac('sha256', secret).update(body).digest();
      const given = Buffer.from(headers['x-beacon-signature'] ?? '', 'hex');
      const isVerified =
        given.length === expected.length && timingSafeEqual(given, expected);
      return isVerified
        ? { isVerified, deliveryId: headers['x-beacon-delivery'] }
        : { isVerified, reason: 'X-Beacon-Signature does not fit the body' };
    },
    toItems({ body }) {
      const alert = body.alert as JsonObject | undefined;
      return alert
        ? [
            {
              scope: { externalId: String(alert.service) },
              stream: 'alerts',
              item: withoutPeople(alert),
            },
          ]
        : [];
    },
    keep: ({ body }) => ({
      ...(body.alert && { alert: withoutPeople(body.alert as JsonObject) }),
    }),
  };
}
