import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Budget } from '@sei-platform/plugin-engineering-insights-node';

/** One thing that the fake source lists. `fault` makes it an item that is not as expected. */
export interface FakeItem {
  readonly id: string;
  readonly scope: string;
  readonly stream: 'deployments' | 'commits';
  readonly updatedAt: string;
  readonly revision?: string;
  readonly title?: string;
  readonly state?: 'success' | 'failure';
  readonly creator?: { readonly email: string };
  readonly fault?:
    | 'unusable'
    | 'throws'
    | 'wrongKind'
    | 'badFact'
    | 'ofNoConcern';
}

/** An answer other than a page. */
export interface FakeFailure {
  readonly status: number;
  readonly message?: string;
  readonly retryAfterSeconds?: number;
}

/** The far end of the wire: a real HTTP server that lists things in pages. */
export class FakeSource {
  readonly #server: Server;
  readonly items: FakeItem[] = [];
  readonly requests: URL[] = [];
  /** Decides about a request before it is answered. */
  intercept: (url: URL, requestCount: number) => FakeFailure | undefined = () =>
    undefined;
  delayMs: () => number = () => 0;
  budget: Budget | undefined;
  pageSize = 5;

  static async start(): Promise<FakeSource> {
    const source = new FakeSource();
    await new Promise<void>(resolve => {
      source.#server.listen(0, '127.0.0.1', resolve);
    });
    return source;
  }

  private constructor() {
    this.#server = createServer((request, response) =>
      this.#answer(request, response),
    );
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const url = new URL(request.url!, this.url);
    this.requests.push(url);
    const failure = this.intercept(url, this.requests.length);
    await sleep(this.delayMs());
    const headers: Record<string, string> = {
      'content-type': 'application/json',
    };
    if (failure?.retryAfterSeconds)
      headers['retry-after'] = String(failure.retryAfterSeconds);
    response.writeHead(failure?.status ?? 200, headers);
    response.end(
      JSON.stringify(
        failure ? { message: failure.message ?? '' } : this.#route(url),
      ),
    );
  }

  #route(url: URL): unknown {
    return url.pathname === '/changes'
      ? this.#listChanges(url)
      : this.#listPage(url);
  }

  #listChanges(url: URL) {
    const since = url.searchParams.get('since')!;
    return this.items
      .filter(item => item.updatedAt >= since)
      .map(item => ({ scope: item.scope, stream: item.stream }));
  }

  #listPage(url: URL) {
    const get = (name: string) => url.searchParams.get(name) ?? '';
    const isLive = get('direction') === 'live';
    const listed = this.items
      .filter(
        item => item.scope === get('scope') && item.stream === get('stream'),
      )
      .filter(item =>
        isLive ? item.updatedAt >= get('since') : item.updatedAt < get('until'),
      )
      .filter(item => isLive || item.updatedAt >= get('since'))
      .sort(
        (a, b) =>
          (isLive ? 1 : -1) * positionOf(a).localeCompare(positionOf(b)),
      )
      .filter(
        item =>
          !get('after') ||
          (isLive
            ? positionOf(item) > get('after')
            : positionOf(item) < get('after')),
      );
    const items = listed.slice(0, this.pageSize);
    const last = items.at(-1);
    return {
      items,
      after: last ? positionOf(last) : get('after'),
      hasMore: listed.length > items.length,
      coveredFrom: !isLive && last ? last.updatedAt : undefined,
      budget: this.budget,
    };
  }
}

function positionOf(item: FakeItem): string {
  return `${item.updatedAt} ${item.id}`;
}
