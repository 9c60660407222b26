import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import type {
  Connector,
  ScopeRef,
  WebhookDelivery,
} from '@sei-platform/plugin-engineering-insights-node';
import { countWebhook } from '../database/operations/ingestion/countWebhook';
import { findReadScopes } from '../database/operations/ingestion/findReadScopes';
import { withErasedNames } from '../database/operations/people/erasedNames';
import { storeDelivery } from '../database/operations/ingestion/webhookDeliveries';
import type { PrivacyRules } from '../privacy/PrivacyRules';
import { hashJson } from './hashJson';
import { scrubBody, storableBody } from './scrubPersonal';

/** What became of a trusted webhook; all but `stored` are counted. */
export type StoredWebhook = 'stored' | 'duplicate' | 'unknownScope' | 'notRead';

/** Puts a webhook that can be trusted into the inbox, unless nobody needs it. */
export async function storeWebhook(options: {
  readonly knex: Knex;
  /** Connectors that it may be for; the scopes that it names decide. */
  readonly candidates: readonly Connector[];
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: JsonObject;
  readonly deliveryId?: string;
  readonly identitySalt: string;
  /** Pseudonymous where absent. */
  readonly privacy?: PrivacyRules;
  readonly onStored: () => void;
}): Promise<StoredWebhook> {
  const { knex, candidates, identitySalt: salt, privacy, onStored } = options;
  const body = storableBody(options.body) as JsonObject;
  const headers = keepHeaders(options.headers);
  const { connector, verdict } = await chooseConnector({
    knex,
    candidates,
    headers,
    body,
  });
  const { id: source, origin } = connector;
  if (verdict !== 'isRead') {
    await countWebhook({ knex, source, origin, reason: verdict });
    return verdict;
  }
  // What kind of being an account is, `keep` may say by its name, so it comes first.
  const kept = keptOf(connector, { headers, body });
  const deliveryKey = options.deliveryId ?? `sha256:${hashJson(body)}`;
  const { isNew } = await knex.transaction(async trx => {
    const rules = await withErasedNames({ knex: trx, privacy });
    return storeDelivery({
      knex: trx,
      source,
      origin,
      deliveryKey,
      headers,
      body: scrubBody({ body: kept, salt, privacy: rules }) as JsonObject,
    });
  });
  if (!isNew) {
    await countWebhook({ knex, source, origin, reason: 'duplicate' });
    return 'duplicate';
  }
  onStored();
  return 'stored';
}

/** What is not understood is kept whole, until the connector is mended. */
function keptOf(connector: Connector, delivery: WebhookDelivery): JsonObject {
  try {
    return connector.webhook?.keep?.(delivery) ?? delivery.body;
  } catch {
    return delivery.body;
  }
}

type Verdict = 'isRead' | 'unknownScope' | 'notRead';

async function chooseConnector(options: {
  readonly knex: Knex;
  readonly candidates: readonly Connector[];
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: JsonObject;
}): Promise<{ connector: Connector; verdict: Verdict }> {
  const { knex, candidates, headers, body } = options;
  const verdicts: { connector: Connector; verdict: Verdict }[] = [];
  for (const connector of candidates) {
    const verdict = await judge({
      knex,
      connector,
      scopes: scopesOf(connector, headers, body),
      isAboutAll: isAboutAll(connector, { headers, body }),
    });
    if (verdict === 'isRead') return { connector, verdict };
    verdicts.push({ connector, verdict });
  }
  return verdicts.find(each => each.verdict === 'unknownScope') ?? verdicts[0];
}

async function judge(options: {
  readonly knex: Knex;
  readonly connector: Connector;
  readonly scopes: readonly ScopeRef[] | undefined;
  /** It is about the source as a whole. */
  readonly isAboutAll: boolean;
}): Promise<Verdict> {
  const { knex, connector, scopes, isAboutAll: isRead } = options;
  // Not understood: kept, so that it can be processed once the connector is mended.
  if (!scopes || isRead) return 'isRead';
  if (scopes.length === 0) return 'notRead';
  // A scope that is new, such as the channel of an incident that has just begun.
  if (connector.organizationScopes) return 'isRead';
  const read = await findReadScopes({
    knex,
    source: connector.id,
    origin: connector.origin,
    externalIds: scopes.map(scope => scope.externalId),
    isReadUnbound: false,
  });
  return read.size > 0 ? 'isRead' : 'unknownScope';
}

function isAboutAll(connector: Connector, delivery: WebhookDelivery): boolean {
  const { webhook } = connector;
  try {
    return (
      (webhook?.changedEverywhere?.(delivery).length ?? 0) > 0 ||
      webhook?.asksForMaintenance?.(delivery) === true
    );
  } catch {
    // Not understood, and kept.
    return true;
  }
}

function scopesOf(
  connector: Connector,
  headers: Readonly<Record<string, string | undefined>>,
  body: JsonObject,
): readonly ScopeRef[] | undefined {
  const { webhook } = connector;
  const delivery = { headers, body };
  try {
    return [
      ...(webhook?.toItems(delivery) ?? []),
      ...(webhook?.changedStreams?.(delivery) ?? []),
    ].map(({ scope }) => scope);
  } catch {
    return undefined;
  }
}

const KEPT = /^(x-|ce-|content-type$|user-agent$|webhook-id$)/;
const AUTHENTICATING =
  /signature|token|secret|auth|key|hmac|cookie|forwarded|real-ip/;

/** Leaves out what authenticates and what tells of the way here. */
function keepHeaders(
  headers: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => KEPT.test(name) && !AUTHENTICATING.test(name)),
  );
}
