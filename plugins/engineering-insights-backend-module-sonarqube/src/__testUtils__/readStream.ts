import { mockServices } from '@backstage/backend-test-utils';
import type {
  Page,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';

export const SINCE = '2025-09-01T00:00:00.000Z';

/** All pages of one reading. */
export async function readStream<TCursor extends object>(
  stream: Stream<any>,
  options: {
    direction?: 'live' | 'history';
    cursor?: TCursor;
    since?: string;
    until: string;
    project?: string;
    /** Stops after so many pages. */
    atMost?: number;
  },
): Promise<{ pages: Page<any>[]; items: any[]; cursor: any }> {
  const { direction = 'live', since = SINCE, until, cursor } = options;
  const pages: Page<any>[] = [];
  for await (const page of stream.read({
    direction,
    cursor,
    since,
    until,
    scope: { externalId: options.project ?? 'acme:payments' },
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  })) {
    pages.push(page);
    if (pages.length === options.atMost) break;
  }
  return {
    pages,
    items: pages.flatMap(({ items }) => items),
    cursor: pages.at(-1)?.cursor,
  };
}
