import { mockServices } from '@backstage/backend-test-utils';
import type { JsonValue } from '@backstage/types';
import type {
  Page,
  ReadOptions,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';

/** Everything that one reading of a stream gives. */
export async function readAll<TCursor extends JsonValue>(
  stream: Stream<TCursor>,
  options: Partial<ReadOptions<TCursor>> & { readonly scopeId: string },
): Promise<{
  pages: Page<TCursor>[];
  items: JsonValue[];
  ids: string[];
  cursor: TCursor | undefined;
}> {
  const { scopeId, ...rest } = options;
  const pages: Page<TCursor>[] = [];
  const reading = stream.read({
    scope: { externalId: scopeId },
    direction: 'live',
    since: '2026-01-01T00:00:00Z',
    until: '2026-07-01T00:00:00Z',
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
    ...rest,
  });
  for await (const page of reading) pages.push(page);
  const items = pages.flatMap(page => [...page.items]);
  return {
    pages,
    items,
    ids: items.map(item => stream.identify(item).externalId),
    cursor: pages.at(-1)?.cursor,
  };
}
