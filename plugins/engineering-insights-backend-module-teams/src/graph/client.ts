import type { JsonObject } from '@backstage/types';
import { SourceFailureError } from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { TeamsSource } from '../readTeamsSources';
import { AccessTokens } from './AccessTokens';
import { parseJsonObject } from './parseJsonObject';
import { sendRequest, type ReceivedAnswer } from './sendRequest';
import { toSourceError } from './toSourceError';

const REQUEST_TIMEOUT_MILLISECONDS = 30_000;
const VERSION = '/v1.0';

export interface GraphRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the version, `/subscriptions`, or the whole address of a next page. */
  readonly path: string;
  readonly body?: JsonObject;
  /** The application permission that it takes. */
  readonly permission: string;
  readonly signal: AbortSignal;
}

export interface GraphAnswer {
  readonly data: JsonObject;
  /** ISO 8601: when Microsoft answered, by its own clock. */
  readonly answeredAt: string;
}

/** Asks Microsoft Graph on behalf of an app; failures have the types of the connector contract. */
export interface GraphClient {
  ask(request: GraphRequest): Promise<GraphAnswer>;
}

/**
 * Six requests of JSON. Microsoft's own client for JavaScript waits and retries
 * inside itself, which would hide failures and limits from the engine.
 */
export function createGraphClient(
  source: TeamsSource,
  options: { timeoutMilliseconds?: number } = {},
): GraphClient {
  const { timeoutMilliseconds = REQUEST_TIMEOUT_MILLISECONDS } = options;
  const { graphBaseUrl } = source;
  const base = `${graphBaseUrl}${VERSION}`;
  const { host } = new URL(graphBaseUrl);
  const tokens = AccessTokens.create(source, { timeoutMilliseconds });

  async function send(
    asked: GraphRequest & { url: string; request: string },
  ): Promise<ReceivedAnswer> {
    const { method = 'GET', url, request, body, signal } = asked;
    const sendWith = (token: string) =>
      sendRequest({
        url,
        init: {
          method,
          headers: {
            accept: 'application/json',
            authorization: `Bearer ${token}`,
            'user-agent': 'engineering-insights',
            ...(body && { 'content-type': 'application/json' }),
          },
          ...(body && { body: JSON.stringify(body) }),
        },
        request,
        timeoutMilliseconds,
        signal,
      });
    const token = await tokens.get({ signal });
    const answer = await sendWith(token.value);
    if (answer.status !== 401) return answer;
    // One that was revoked before its end is no reason to stop for good.
    const next = await tokens.get({ refused: token, signal });
    return sendWith(next.value);
  }

  return {
    async ask(asked) {
      const url = asked.path.startsWith('/')
        ? `${base}${asked.path}`
        : asked.path;
      if (!url.startsWith(`${base}/`)) {
        throw new SourceFailureError(
          `Microsoft Graph at ${host} names a next page at another address, to which the access token is not sent.`,
        );
      }
      const request = `${asked.method ?? 'GET'} ${pathOf(
        url,
        base,
      )} at ${host}`;
      const answer = await send({ ...asked, url, request });
      const { status, headers, text } = answer;
      if (status < 200 || status >= 300) {
        throw toSourceError({
          ...answer,
          request,
          permission: asked.permission,
        });
      }
      const data = text === '' ? {} : parseJsonObject(text);
      const answeredAt = DateTime.fromHTTP(headers.get('date') ?? '', {
        zone: 'utc',
      });
      if (!data || !answeredAt.isValid) {
        throw new SourceFailureError(
          `Microsoft Graph's answer to ${request} ${
            data ? 'has no Date' : 'is no JSON object'
          }.`,
        );
      }
      return { data, answeredAt: answeredAt.toISO() };
    },
  };
}

/** Without parameters, whose tokens of pages are nobody's business. */
function pathOf(url: string, base: string): string {
  return url.slice(base.length).split('?')[0];
}
