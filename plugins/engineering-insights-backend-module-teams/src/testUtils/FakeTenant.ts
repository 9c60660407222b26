import type { ServerResponse } from 'node:http';
import type { JsonObject } from '@backstage/types';
import {
  sendJson,
  startSourceServer,
  type SourceRequest,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';
import {
  compileChannelPattern,
  DEFAULT_CHANNEL_PATTERN,
} from '../channels/compileChannelPattern';
import { createGraphClient } from '../graph/client';
import type { TeamsSource } from '../readTeamsSources';

export const TENANT_ID = '0f2d8f49-862a-493b-9ca8-82a10637e17d';
export const TEAM_ID = '893075dd-2487-4122-925f-022c42e20265';
export const OTHER_TEAM_ID = '7ed9bdab-9c7d-4c10-a25d-3f4ff0e34577';
export const CLIENT_SECRET = 'very-secret';
export const NEVER = new AbortController().signal;

/** A channel of a test, with all that Graph would tell of it. */
export interface FakeChannel {
  readonly id: string;
  readonly teamId: string;
  readonly createdDateTime: string;
  displayName: string;
  isArchived: boolean;
}

export type TenantRequest = SourceRequest<string>;
type Answer = (request: TenantRequest, response: ServerResponse) => void;

/** A tenant of Microsoft in memory, whose clock stands where the test puts it. */
export class FakeTenant {
  readonly channels: FakeChannel[] = [];
  readonly subscriptions: JsonObject[] = [];
  readonly teams = new Set([TEAM_ID]);
  /** Access tokens that are taken. */
  readonly tokens: string[] = [];
  now = '2026-03-01T12:00:00Z';
  pageSize = 100;
  expiresIn: unknown = 3_599;
  /** Of Graph, in place of what it would answer. */
  instead: Answer | undefined;

  open(
    displayName: string,
    createdDateTime = this.now,
    teamId = TEAM_ID,
  ): FakeChannel {
    const number = String(this.channels.length).padStart(4, '0');
    const channel = {
      id: `19:${number}@thread.tacv2`,
      teamId,
      displayName,
      createdDateTime,
      isArchived: false,
    };
    this.channels.push(channel);
    return channel;
  }

  delete(channel: FakeChannel): void {
    this.channels.splice(this.channels.indexOf(channel), 1);
  }

  answer: Answer = (request, response) => {
    response.setHeader('date', new Date(this.now).toUTCString());
    const { url, headers } = request;
    if (url.pathname.endsWith('/oauth2/v2.0/token')) {
      this.tokens.push(`token-${this.tokens.length}`);
      sendJson(response, {
        token_type: 'Bearer',
        expires_in: this.expiresIn,
        access_token: this.tokens.at(-1),
      });
      return;
    }
    if (this.instead) {
      this.instead(request, response);
      return;
    }
    if (headers.authorization !== `Bearer ${this.tokens.at(-1)}`) {
      sendFailure(response, 401, 'InvalidAuthenticationToken');
      return;
    }
    const path = url.pathname.replace('/graph/v1.0', '').split('/').slice(1);
    if (path[0] === 'subscriptions')
      this.#answerSubscriptions(request, response);
    else if (!this.teams.has(path[1])) sendFailure(response, 404, 'NotFound');
    else this.#answerChannels(url, response);
  };

  #answerChannels(url: URL, response: ServerResponse): void {
    const [, , teamId, , id] = url.pathname
      .replace('/graph/v1.0', '')
      .split('/');
    const fields = url.searchParams.get('$select')?.split(',') ?? [];
    const ofTeam = this.channels.filter(each => each.teamId === teamId);
    if (id) {
      const found = ofTeam.find(each => each.id === decodeURIComponent(id));
      if (found) sendJson(response, render(found, fields));
      else sendFailure(response, 404, 'NotFound');
      return;
    }
    const start = Number(url.searchParams.get('$skiptoken') ?? 0);
    const end = start + this.pageSize;
    const next = new URL(url);
    next.searchParams.set('$skiptoken', String(end));
    sendJson(response, {
      value: ofTeam.slice(start, end).map(each => render(each, fields)),
      ...(end < ofTeam.length && {
        '@odata.nextLink': `${this.#origin}${next.pathname}${next.search}`,
      }),
    });
  }

  #answerSubscriptions(request: TenantRequest, response: ServerResponse): void {
    const { method, url, body } = request;
    const id = url.pathname.split('/').at(-1);
    const index = this.subscriptions.findIndex(each => each.id === id);
    if (method === 'GET') {
      // Graph never tells the secret.
      const value = this.subscriptions.map(
        ({ clientState: _, ...rest }) => rest,
      );
      sendJson(response, { value });
    } else if (method === 'POST') {
      const made = {
        ...JSON.parse(body),
        id: `s${this.subscriptions.length}`,
      };
      this.subscriptions.push(made);
      sendJson(response, made, { status: 201 });
    } else if (index < 0) {
      sendFailure(response, 404, 'ResourceNotFound');
    } else if (method === 'PATCH') {
      Object.assign(this.subscriptions[index], JSON.parse(body));
      sendJson(response, this.subscriptions[index]);
    } else {
      this.subscriptions.splice(index, 1);
      response.writeHead(204).end();
    }
  }

  #origin = '';

  /** Serves it on loopback, as a source of the portal. */
  async start(options: { timeoutMilliseconds?: number } = {}) {
    const server = await startSourceServer<TenantRequest>({
      toRequest: request => request,
      parseBody: text => text,
      answer: (request, response) => this.answer(request, response),
    });
    this.#origin = server.origin;
    const source: TeamsSource = {
      tenantId: TENANT_ID,
      clientId: '24d3b144-21ae-4080-943f-7067b395b913',
      clientSecret: CLIENT_SECRET,
      teams: [...this.teams],
      pattern: compileChannelPattern(DEFAULT_CHANNEL_PATTERN),
      basis: 'the first',
      outgoingWebhookTokens: [],
      authority: `${server.origin}/login`,
      graphBaseUrl: `${server.origin}/graph`,
    };
    const client = createGraphClient(source, options);
    /** What was asked of Graph, without what authorises it. */
    const asked = () =>
      server.received
        .filter(({ url }) => url.pathname.startsWith('/graph/'))
        .map(
          ({ method, url }) =>
            `${method} ${url.pathname.replace('/graph/v1.0', '')}`,
        );
    return { ...server, source, client, asked };
  }
}

/** A refusal as Graph words it. */
export function sendFailure(
  response: ServerResponse,
  status: number,
  code: string,
  headers: Record<string, string> = {},
): void {
  const error = {
    code,
    // No decision is taken on it.
    message: 'Too many requests, not found, access denied',
    innerError: { code: 'Inner', date: '2026-03-01T12:00:00' },
  };
  sendJson(response, { error }, { status, headers });
}

function render(channel: FakeChannel, fields: readonly string[]): JsonObject {
  const { id, displayName, createdDateTime, isArchived } = channel;
  const all: JsonObject = {
    id,
    displayName,
    createdDateTime,
    isArchived,
    description: 'The topic of the channel',
    email: 'channel@example.com',
    membershipType: 'standard',
    webUrl: `https://teams.microsoft.com/l/channel/${encodeURIComponent(id)}`,
  };
  return Object.fromEntries(
    Object.entries(all).filter(([field]) => fields.includes(field)),
  );
}
