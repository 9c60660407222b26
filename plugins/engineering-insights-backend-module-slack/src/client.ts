import type { JsonObject } from '@backstage/types';
import { SourceFailureError } from '@sei-platform/plugin-engineering-insights-node';
import {
  LogLevel,
  WebAPIPlatformError,
  WebClient,
  type Logger,
} from '@slack/web-api';
import { isObject } from './channel';
import type { SlackSource } from './readSlackSources';
import {
  toRateLimitError,
  toSourceError,
  type Question,
} from './toSourceError';

const REQUEST_TIMEOUT_MILLISECONDS = 30_000;
/** Slack's pages say "under 1000" and "no larger than 1000". */
const LARGEST_PAGE = 999;
const CURSOR_EXPIRED = 'invalid_cursor';

export type ChannelPage =
  | {
      readonly outcome: 'page';
      readonly channels: readonly JsonObject[];
      /** Absent with the last page. */
      readonly nextCursor?: string;
    }
  /** The list has to be begun again. */
  | { readonly outcome: 'cursorExpired' };

/** Asks the Web API of one Slack workspace; failures have the types of the connector contract. */
export interface SlackClient {
  /** A page of all channels of the workspace, archived or not, in Slack's order. */
  listChannels(options: {
    cursor?: string;
    signal: AbortSignal;
  }): Promise<ChannelPage>;
}

/** What it would say is thrown as well. */
const SILENT: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => LogLevel.ERROR,
};

export function createSlackClient(
  options: Pick<SlackSource, 'apiBaseUrl' | 'token' | 'includePrivate'> & {
    readonly timeoutMilliseconds?: number;
  },
): SlackClient {
  const { apiBaseUrl, token, includePrivate } = options;
  const timeout = options.timeoutMilliseconds ?? REQUEST_TIMEOUT_MILLISECONDS;
  const asked: Question = {
    request: `conversations.list at ${new URL(apiBaseUrl).host}`,
    scopes: includePrivate ? 'channels:read,groups:read' : 'channels:read',
  };
  return {
    async listChannels({ cursor, signal }) {
      // Its calls take no signal, and one that waited or tried again would hide it from the engine.
      const client = new WebClient(token, {
        slackApiUrl: apiBaseUrl,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        logger: SILENT,
        fetch: createFetch({ signal, timeout, request: asked.request }),
      });
      try {
        const answer = await client.conversations.list({
          types: includePrivate
            ? 'public_channel,private_channel'
            : 'public_channel',
          exclude_archived: false,
          limit: LARGEST_PAGE,
          ...(cursor && { cursor }),
        });
        return toPage(answer, { cursor, asked });
      } catch (error) {
        signal.throwIfAborted();
        if (
          error instanceof WebAPIPlatformError &&
          error.data.error === CURSOR_EXPIRED
        )
          return { outcome: 'cursorExpired' };
        throw toSourceError(error, asked);
      }
    },
  };
}

/** Reads the whole answer before it is looked at, so that one that is cut off is told from one that is wrong. */
function createFetch(options: {
  signal: AbortSignal;
  timeout: number;
  request: string;
}): typeof fetch {
  const { signal, timeout, request } = options;
  return async (address, init) => {
    const response = await fetch(address, {
      ...init,
      // It would take the token to another place.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
    });
    const { status, headers } = response;
    const text = await response.text();
    if (status === 429)
      throw toRateLimitError(secondsOf(headers.get('retry-after')), request);
    if (status === 200 && !isJsonObject(text))
      throw new SourceFailureError(
        `Slack's answer to ${request} is no JSON object.`,
      );
    return new Response(text || null, { status, headers });
  };
}

function isJsonObject(text: string): boolean {
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}

function secondsOf(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text.trim()) ? Number(text) : undefined;
}

function toPage(
  answer: { channels?: unknown; response_metadata?: { next_cursor?: string } },
  { cursor, asked }: { cursor?: string; asked: Question },
): ChannelPage {
  const { channels, response_metadata: metadata } = answer;
  if (!Array.isArray(channels) || !channels.every(isObject)) {
    throw new SourceFailureError(
      `Slack's answer to ${asked.request} has no list of channels.`,
    );
  }
  const nextCursor = metadata?.next_cursor || undefined;
  if (nextCursor !== undefined && nextCursor === cursor) {
    throw new SourceFailureError(
      `Slack's answer to ${asked.request} is followed by itself.`,
    );
  }
  return { outcome: 'page', channels, ...(nextCursor && { nextCursor }) };
}
