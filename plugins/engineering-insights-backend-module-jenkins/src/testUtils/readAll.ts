import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonValue } from '@backstage/types';
import type {
  Page,
  ReadOptions,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';

const SILENT: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => SILENT,
};

/** All pages of a reading, and what a run after it would go on from. */
export async function readAll(
  stream: Stream,
  options: Pick<
    ReadOptions<JsonValue>,
    'direction' | 'since' | 'until' | 'cursor'
  > & {
    readonly scope: string;
    /** Stops after so many pages, as an engine does whose turn is over. */
    readonly pageCount?: number;
  },
): Promise<{
  pages: Page[];
  /** `shop/payments#12` */
  read: string[];
  cursor: JsonValue;
}> {
  const { scope, pageCount = Infinity, ...rest } = options;
  const pages: Page[] = [];
  const reading = stream.read({
    ...rest,
    scope: { externalId: scope },
    signal: new AbortController().signal,
    logger: SILENT,
  });
  for await (const page of reading) {
    pages.push(page);
    if (pages.length >= pageCount) break;
  }
  return {
    pages,
    read: pages.flatMap(page =>
      page.items.map(item => stream.identify(item).externalId),
    ),
    // As it comes back out of the database.
    cursor: JSON.parse(JSON.stringify(pages.at(-1)!.cursor)),
  };
}
