import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Page,
  ReadOptions,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';

export const SINCE = '2026-01-01T00:00:00.000Z';
export const UNTIL = '2026-03-02T12:00:00.000Z';

export const SILENT: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => SILENT,
};

/** All pages of one reading. */
export async function readPages(
  stream: Stream<any>,
  options: Partial<ReadOptions<any>> & { scopeId: string },
): Promise<Page<any>[]> {
  const { scopeId, ...rest } = options;
  const pages: Page<any>[] = [];
  const reading = stream.read({
    scope: { externalId: scopeId },
    direction: 'live',
    since: SINCE,
    until: UNTIL,
    signal: new AbortController().signal,
    logger: SILENT,
    ...rest,
  });
  for await (const page of reading) pages.push(page);
  return pages;
}
