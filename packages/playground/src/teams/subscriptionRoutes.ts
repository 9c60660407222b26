import { randomUUID } from 'node:crypto';
import express, { type Router } from 'express';
import { fromIso } from '../simulation/time';
import type { World } from '../simulation/world';
import { GraphError } from './GraphError';
import { PLAYGROUND_TEAMS } from './tenant';

/** What a client is told of its subscription; never the secret. */
interface Subscription {
  readonly id: string;
  readonly resource: string;
  readonly applicationId: string;
  readonly changeType: string;
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly creatorId: string;
  readonly includeResourceData: boolean;
  readonly latestSupportedTlsVersion: string;
  expirationDateTime: string;
}

const LONGEST_SECONDS = 4_320 * 60;
const LONGEST_WITHOUT_LIFECYCLE_SECONDS = 3_600;
const VALIDATION_TIMEOUT_MILLISECONDS = 10_000;

/** Subscriptions to the channels of teams, kept until they end by the company's clock. */
export function addSubscriptionRoutes(router: Router, world: World): void {
  const subscriptions = new Map<string, Subscription>();
  const isAlive = ({ expirationDateTime }: Subscription) =>
    fromIso(expirationDateTime) > world.until;
  const find = (id: string): Subscription => {
    const subscription = subscriptions.get(id);
    if (subscription && isAlive(subscription)) return subscription;
    throw new GraphError(404, 'ResourceNotFound', 'There is no subscription.');
  };
  router.get('/subscriptions', (_req, res) => {
    res.json({ value: [...subscriptions.values()].filter(isAlive) });
  });
  router.post('/subscriptions', express.json(), (req, res, next) => {
    const made = subscriptionOf(req.body, world.until);
    Promise.all(
      [made.notificationUrl, made.lifecycleNotificationUrl].map(
        askWhetherMeant,
      ),
    )
      .then(() => {
        subscriptions.set(made.id, made);
        const { clientState } = req.body;
        res.status(201).json({ ...made, clientState });
      })
      .catch(next);
  });
  router.patch('/subscriptions/:id', express.json(), (req, res) => {
    const subscription = find(req.params.id);
    const { expirationDateTime } = req.body;
    checkExpiration(expirationDateTime, world.until);
    subscription.expirationDateTime = expirationDateTime;
    res.json(subscription);
  });
  router.delete('/subscriptions/:id', (req, res) => {
    subscriptions.delete(find(req.params.id).id);
    res.status(204).end();
  });
}

function subscriptionOf(
  body: Record<string, string | undefined>,
  now: number,
): Subscription {
  const { changeType = '', notificationUrl = '', resource = '' } = body;
  const { expirationDateTime = '', lifecycleNotificationUrl = null } = body;
  const isKnown = /^\/?teams\/[0-9a-f-]{36}\/channels$/.test(resource);
  if (!isKnown || !/^(created|updated|deleted)\b/.test(changeType))
    throw badRequest('The resource or the changeType is not supported.');
  const seconds = checkExpiration(expirationDateTime, now);
  if (seconds > LONGEST_WITHOUT_LIFECYCLE_SECONDS && !lifecycleNotificationUrl)
    throw badRequest(
      'lifecycleNotificationUrl is a required property for subscription creation on this resource when the expirationDateTime value is set to greater than 1 hour.',
    );
  return {
    id: randomUUID(),
    resource,
    applicationId: PLAYGROUND_TEAMS.clientId,
    changeType,
    notificationUrl,
    lifecycleNotificationUrl,
    expirationDateTime,
    creatorId: PLAYGROUND_TEAMS.clientId,
    includeResourceData: false,
    latestSupportedTlsVersion: 'v1_2',
  };
}

function checkExpiration(text: string, now: number): number {
  const seconds = fromIso(text) - now;
  if (!(seconds > 0 && seconds <= LONGEST_SECONDS))
    throw badRequest('The expirationDateTime is not within 4320 minutes.');
  return seconds;
}

/** Asks the address for the token back, as plain text. */
async function askWhetherMeant(address: string | null): Promise<void> {
  if (!address) return;
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
  const url = new URL(address);
  url.searchParams.set('validationToken', token);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    signal: AbortSignal.timeout(VALIDATION_TIMEOUT_MILLISECONDS),
  }).catch(() => undefined);
  const isPlain = answer?.headers.get('content-type')?.startsWith('text/plain');
  if (answer?.status !== 200 || !isPlain || (await answer.text()) !== token)
    throw new GraphError(
      400,
      'ValidationError',
      'Subscription validation request failed.',
    );
}

function badRequest(message: string): GraphError {
  return new GraphError(400, 'BadRequest', message);
}
