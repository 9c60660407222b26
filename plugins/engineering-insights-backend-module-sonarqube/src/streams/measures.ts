import type {
  Page,
  ReadOptions,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { SonarqubeClient } from '../client';
import { listAnalyses, type Analysis } from '../listAnalyses';
import { normalizeMeasures } from '../normalize/measures';
import { readAnalysedAt } from '../readAnalysedAt';

export const MEASURES = 'measures';

export type MeasuresCursor = {
  /** Live: the last analysis that was read or known. */
  analysedAt?: string;
  /** History: what was analysed up to here is still to be read. */
  until?: string;
};

export function measuresStream(
  client: SonarqubeClient,
): Stream<MeasuresCursor> {
  return {
    name: MEASURES,
    produces: ['qualityMeasure'],
    personal: [],
    identify(item) {
      const { analysedAt } = item as Analysis;
      return { externalId: analysedAt, updatedAt: analysedAt };
    },
    read: options =>
      options.direction === 'history'
        ? readHistory(client, options)
        : readLive(client, options),
    normalize: normalizeMeasures,
  };
}

/** SonarQube lists the oldest first, so the pages are gone through from the last. */
async function* readHistory(
  client: SonarqubeClient,
  { scope, cursor, since, until: end, signal }: ReadOptions<MeasuresCursor>,
): AsyncGenerator<Page<MeasuresCursor>> {
  const until = cursor?.until ?? end;
  const asked = { project: scope.externalId, from: since, to: until, signal };
  const first = await listAnalyses(client, { ...asked, page: 1 });
  for (let page = first.pageCount; page > 1; page -= 1) {
    const { analyses } = await listAnalyses(client, { ...asked, page });
    // One may be on two pages, where others were deleted meanwhile.
    const oldest = analyses[0]?.analysedAt ?? until;
    yield {
      items: [...analyses].reverse(),
      cursor: { until: oldest },
      coveredFrom: oldest,
    };
  }
  yield {
    items: [...first.analyses].reverse(),
    cursor: { until: since },
    coveredFrom: since,
  };
}

/**
 * Reads the analyses since the last one. Each is later than the one before, but
 * is listed only when it has ended, so time alone would miss some.
 */
async function* readLive(
  client: SonarqubeClient,
  { scope, cursor, since, signal }: ReadOptions<MeasuresCursor>,
): AsyncGenerator<Page<MeasuresCursor>> {
  const project = scope.externalId;
  let analysedAt = cursor
    ? cursor.analysedAt
    : await readAnalysedAt(client, { project, signal });
  const from = cursor?.analysedAt ?? since;
  for (let page = 1, pageCount = 1; page <= pageCount; page += 1) {
    const answer = await listAnalyses(client, { project, from, page, signal });
    ({ pageCount } = answer);
    const items = answer.analyses.filter(
      each => each.analysedAt !== cursor?.analysedAt,
    );
    analysedAt = latestOf([analysedAt, items.at(-1)?.analysedAt]);
    // Of several pages, the first one's end is where the next reading begins.
    const reached = page < pageCount ? items.at(-1)?.analysedAt : analysedAt;
    yield { items, cursor: reached ? { analysedAt: reached } : {} };
  }
}

function latestOf(instants: readonly (string | undefined)[]) {
  return instants
    .filter(each => each !== undefined)
    .sort()
    .at(-1);
}
