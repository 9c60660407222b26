import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonValue } from '@backstage/types';
import type { Fact } from '@sei-platform/plugin-engineering-insights-common';
import {
  AuthenticationError,
  type Connector,
  type NormalizeResult,
  NotAllowedError,
  NotFoundError,
  type Page,
  RateLimitError,
  type ReadOptions,
  type ScopeRef,
  ServiceUnavailableError,
  SourceFailureError,
  type Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { FakeItem } from './FakeSource';

export interface FakeConnectorOptions {
  readonly url: string;
  readonly origin?: string;
  readonly secret?: string;
  readonly isAskingForChanges?: boolean;
  readonly isReadingRevisions?: boolean;
  /** What is read without an entity that names it. */
  readonly organizationScopes?: () => readonly ScopeRef[];
  /** A version of the connector that understands what the first did not. */
  readonly isMended?: boolean;
}

/** A connector to FakeSource: small, and with each kind of error. */
export function createFakeConnector(options: FakeConnectorOptions): Connector {
  const { url, origin = 'https://fake.example.com', secret } = options;
  const streams = [
    createStream('deployments', options),
    createStream('commits', options),
  ];
  return {
    id: 'fake',
    title: 'Fake',
    origin,
    annotations: [],
    scopesOf: () => [],
    streams,
    ...(options.organizationScopes && {
      async *organizationScopes() {
        yield* options.organizationScopes!();
      },
    }),
    ...(options.isAskingForChanges && {
      async changedScopes({ scopes, since, signal }) {
        const changes = (await fetchJson(
          `${url}/changes?since=${encodeURIComponent(since)}`,
          signal,
        )) as {
          scope: string;
          stream: string;
        }[];
        return scopes.map(scope => ({
          scope,
          streams: changes
            .filter(change => change.scope === scope.externalId)
            .map(change => change.stream),
        }));
      },
    }),
    ...(options.isReadingRevisions && {
      async *readRevision({ scope, revision, signal }) {
        const query = new URLSearchParams({
          scope: scope.externalId,
          stream: 'commits',
          direction: 'live',
          revision,
        });
        const answer = (await fetchJson(
          `${url}/items?${query}`,
          signal,
        )) as FakePage;
        yield { items: answer.items, cursor: null };
      },
    }),
    ...(secret && { webhook: createWebhook(secret) }),
  };
}

interface FakePage {
  readonly items: JsonValue[];
  readonly after: string;
  readonly hasMore: boolean;
  readonly coveredFrom?: string;
  readonly budget?: Page['budget'];
}

function createStream(
  name: FakeItem['stream'],
  options: FakeConnectorOptions,
): Stream<string> {
  return {
    name,
    produces: [name === 'deployments' ? 'deployment' : 'commit'],
    personal: ['/creator/email'],
    identify(item) {
      const { id, updatedAt } = item as unknown as FakeItem;
      return { externalId: id, updatedAt };
    },
    read: readOptions => readFakePages(name, options.url, readOptions),
    normalize: item =>
      normalizeFakeItem(item as unknown as FakeItem, options.isMended ?? false),
  };
}

async function* readFakePages(
  stream: string,
  url: string,
  options: ReadOptions<string>,
): AsyncGenerator<Page<string>> {
  const { scope, direction, since, until, signal } = options;
  let after = options.cursor ?? '';
  for (let hasMore = true; hasMore; ) {
    const query = new URLSearchParams({
      stream,
      scope: scope.externalId,
      direction,
      since,
      until,
      after,
    });
    const page = (await fetchJson(`${url}/items?${query}`, signal)) as FakePage;
    ({ after, hasMore } = page);
    yield {
      items: page.items,
      cursor: after,
      coveredFrom: page.coveredFrom,
      budget: page.budget,
    };
  }
}

async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ServiceUnavailableError('The connection was refused', error);
  }
  if (response.ok) return response.json();
  const { message } = (await response.json()) as { message: string };
  switch (response.status) {
    case 401:
      throw new AuthenticationError(message);
    case 403:
      throw new NotAllowedError(message);
    case 404:
      throw new NotFoundError(message);
    case 429:
      throw new RateLimitError(
        Number(response.headers.get('retry-after')),
        message,
      );
    case 500:
    case 502:
      throw new SourceFailureError(message, {
        status: response.status,
        cause: new TypeError('what the library threw'),
      });
    case 503:
      throw new ServiceUnavailableError(message);
    default:
      throw new Error(message);
  }
}

function normalizeFakeItem(item: FakeItem, isMended: boolean): NormalizeResult {
  const { fault } = item;
  if (fault === 'throws' && !isMended)
    throw new TypeError('Cannot read a property of nothing');
  if (fault === 'unusable' && !isMended)
    return { result: 'invalid', reason: 'it has no environment' };
  if (fault === 'ofNoConcern')
    return { result: 'ignored', reason: 'it is a preview' };
  const isCommit = (item.stream === 'commits') !== (fault === 'wrongKind');
  const fact = isCommit ? toCommit(item) : toDeployment(item);
  return {
    result: 'ok',
    facts: [
      fault === 'badFact' ? ({ ...fact, url: 'not a url' } as Fact) : fact,
    ],
  };
}

function toDeployment(item: FakeItem): Fact {
  return {
    kind: 'deployment',
    externalId: item.id,
    sourceUpdatedAt: item.updatedAt,
    environment: 'production',
    sha: item.revision,
    finishedAt: item.updatedAt,
    outcome: item.state ?? 'success',
    statuses: [{ at: item.updatedAt, state: item.state ?? 'success' }],
  };
}

function toCommit(item: FakeItem): Fact {
  return {
    kind: 'commit',
    externalId: item.id,
    sourceUpdatedAt: item.updatedAt,
    parents: [],
    authoredAt: item.updatedAt,
    committedAt: item.updatedAt,
    title: item.title ?? `Change ${item.id}`,
    ...(item.creator && {
      author: { source: 'fake', email: item.creator.email },
    }),
  };
}

/** Signs a body as the fake source does. */
export function signFakeWebhook(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

function createWebhook(secret: string): NonNullable<Connector['webhook']> {
  return {
    topic: 'fake',
    verify({ body, headers }) {
      const expected = Buffer.from(
        signFakeWebhook(body.toString('utf8'), secret),
      );
      const given = Buffer.from(headers['x-fake-signature'] ?? '');
      const isVerified =
        given.length === expected.length && timingSafeEqual(given, expected);
      return isVerified
        ? { isVerified, deliveryId: headers['x-fake-delivery'] }
        : { isVerified, reason: 'the signature differs' };
    },
    respond({ body }) {
      const challenge = body
        .toString('utf8')
        .match(/^\{"challenge":"(\w+)"\}$/)?.[1];
      return challenge
        ? { status: 200, contentType: 'text/plain', body: challenge }
        : undefined;
    },
    changedStreams({ body }) {
      const changed = (body.changed ?? []) as {
        scope: string;
        stream: string;
      }[];
      return changed.map(({ scope, stream }) => ({
        scope: { externalId: scope },
        streams: [stream],
      }));
    },
    toItems({ body }) {
      if (body.poison === true) throw new TypeError('The body has no items');
      const items = (body.items ?? []) as unknown as FakeItem[];
      return items.map(item => ({
        scope: { externalId: item.scope },
        stream: item.stream,
        item: item as unknown as JsonValue,
      }));
    },
  };
}
