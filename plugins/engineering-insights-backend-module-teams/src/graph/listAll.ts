import type { JsonObject } from '@backstage/types';
import { SourceFailureError } from '@sei-platform/plugin-engineering-insights-node';
import { isObject } from '../channels/channel';
import type { GraphClient } from './client';

/** A page of a list, and when Microsoft answered it by its own clock. */
export interface ListedPage {
  readonly items: readonly JsonObject[];
  readonly answeredAt: string;
}

/** A list of Graph, page by page to its end. */
export async function* listAll(
  client: GraphClient,
  options: { path: string; permission: string; signal: AbortSignal },
): AsyncGenerator<ListedPage> {
  let path: string | undefined = options.path;
  while (path) {
    const { data, answeredAt } = await client.ask({ ...options, path });
    const { value, '@odata.nextLink': next } = data;
    if (!Array.isArray(value) || !value.every(isObject)) {
      throw new SourceFailureError(
        `Microsoft Graph's answer to GET ${
          options.path.split('?')[0]
        } is no list.`,
      );
    }
    yield { items: value, answeredAt };
    if (next === path) {
      throw new SourceFailureError(
        `Microsoft Graph's answer to GET ${
          options.path.split('?')[0]
        } is followed by itself.`,
      );
    }
    path = typeof next === 'string' ? next : undefined;
  }
}
