import { isError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { isNotFoundError } from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { GraphClient } from '../graph/client';
import { listAll } from '../graph/listAll';
import { CHANNEL_PERMISSION } from '../graph/permissions';
import { isSameDoor, notificationAddress } from './notificationAddress';

/** Graph keeps subscriptions to channels for 4,320 minutes at most. */
const LIFETIME = { minutes: 4_260 };
/** Renewing also says again that the app may read, without which Graph pauses notifications when a token ends. */
const RENEWED_WITHIN = { minutes: 15 };
const CHANGES = 'created,updated,deleted';

export interface SubscriptionOptions {
  readonly client: GraphClient;
  readonly teams: readonly string[];
  readonly notificationUrl: string;
  readonly clientState: string;
}

/**
 * Has every team's channels subscribed to, once: what is there is asked for
 * first, so that replicas make no second one. One team that fails keeps no
 * other from it.
 */
export async function keepSubscriptions(
  options: SubscriptionOptions,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  const { client, teams } = options;
  const { subscriptions, now } = await listSubscriptions(client, signal);
  const failures: unknown[] = [];
  for (const team of teams) {
    try {
      await keepOne({ ...options, signal, subscriptions, now, team });
    } catch (error) {
      signal.throwIfAborted();
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function listSubscriptions(client: GraphClient, signal: AbortSignal) {
  const subscriptions: JsonObject[] = [];
  let now = '';
  for await (const page of listAll(client, {
    path: '/subscriptions',
    permission: CHANNEL_PERMISSION,
    signal,
  })) {
    subscriptions.push(...page.items);
    now = page.answeredAt;
  }
  return { subscriptions, now: DateTime.fromISO(now, { zone: 'utc' }) };
}

async function keepOne(
  options: SubscriptionOptions & {
    readonly signal: AbortSignal;
    readonly subscriptions: readonly JsonObject[];
    /** By the clock of Microsoft. */
    readonly now: DateTime;
    readonly team: string;
  },
): Promise<void> {
  const { client, signal, subscriptions, now, team } = options;
  const address = notificationAddress(options);
  const resource = `teams/${team}/channels`;
  const ofDoor = subscriptions.filter(
    each =>
      pathOf(each.resource) === resource &&
      isSameDoor(String(each.notificationUrl), address),
  );
  const asked = { permission: CHANNEL_PERMISSION, signal };
  // Made with another secret, which its notifications would bring.
  for (const { id } of ofDoor.filter(each => each.notificationUrl !== address))
    await ifThere(
      client.ask({ ...asked, method: 'DELETE', path: `/subscriptions/${id}` }),
    );

  const expirationDateTime = now.plus(LIFETIME).toISO()!;
  const [newest] = ofDoor
    .filter(each => each.notificationUrl === address)
    .sort((left, right) => endOf(right).toMillis() - endOf(left).toMillis());
  if (newest) {
    const renewedAt = endOf(newest).minus(LIFETIME);
    if (renewedAt > now.minus(RENEWED_WITHIN)) return;
    const path = `/subscriptions/${newest.id}`;
    const body = { expirationDateTime };
    const isRenewed = await ifThere(
      client.ask({ ...asked, method: 'PATCH', path, body }),
    );
    if (isRenewed) return;
  }
  await unlessThere(
    client.ask({
      ...asked,
      method: 'POST',
      path: '/subscriptions',
      body: {
        changeType: CHANGES,
        notificationUrl: address,
        lifecycleNotificationUrl: address,
        resource: `/${resource}`,
        expirationDateTime,
        clientState: options.clientState,
      },
    }),
  );
}

/** Says whether it was there. */
async function ifThere(asking: Promise<unknown>): Promise<boolean> {
  try {
    await asking;
    return true;
  } catch (error) {
    if (isNotFoundError(error)) return false;
    throw error;
  }
}

/** Another replica may have made it meanwhile. */
async function unlessThere(asking: Promise<unknown>): Promise<void> {
  try {
    await asking;
  } catch (error) {
    if (!isError(error) || error.name !== 'ConflictError') throw error;
  }
}

function endOf({ expirationDateTime }: JsonObject): DateTime {
  const at = DateTime.fromISO(String(expirationDateTime), { zone: 'utc' });
  return at.isValid ? at : DateTime.fromMillis(0);
}

/** Graph may give it back with or without a slash. */
function pathOf(resource: unknown): string {
  return String(resource).toLowerCase().replace(/^\//, '');
}
