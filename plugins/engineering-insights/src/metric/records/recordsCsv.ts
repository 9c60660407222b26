import type {
  EngineeringInsightsApi,
  ExplainAnswer,
  ExplainRecord,
  ExplainRequest,
  MeasuredAs,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import { toCsv } from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { recordText } from '../../page/measuredText';
import { csvUnit } from '../series/seriesCsv';

const PAGE_SIZE = 1000;
const MAXIMUM_PAGES = 10;

/** All records of a number, up to ten pages. */
export async function readRecords(
  api: EngineeringInsightsApi,
  request: ExplainRequest,
): Promise<readonly ExplainRecord[]> {
  const pages: ExplainAnswer[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.explainMetric({
      ...request,
      limit: PAGE_SIZE,
      cursor,
    });
    pages.push(page);
    cursor = page.nextCursor;
  } while (cursor && pages.length < MAXIMUM_PAGES);
  return pages.flatMap(({ records }) => records);
}

/** The records of a number as CSV: times in ISO 8601 and UTC, units in the header. */
export function recordsCsv(options: {
  readonly records: readonly ExplainRecord[];
  readonly definition: MetricDefinition;
  readonly measuredAs?: MeasuredAs;
  readonly formats: Formats;
}): string {
  const { records, definition, measuredAs, formats } = options;
  const { t } = formats;
  const categoryTitle = (id?: string) =>
    definition.categories?.find(category => category.id === id)?.title;
  return toCsv<ExplainRecord>(
    [
      { header: t('metric.csv.record'), value: ({ title }) => title },
      {
        header: t('metric.csv.observedAt'),
        value: record => record.observedAt,
      },
      {
        header: t('metric.csv.value', {
          unit: csvUnit(definition.unit, recordText(measuredAs, t), formats),
        }),
        value: ({ value }) => value,
      },
      ...(definition.categories
        ? [
            {
              header: t('metric.csv.category'),
              value: ({ category }: ExplainRecord) => categoryTitle(category),
            },
          ]
        : []),
      {
        header: t('metric.csv.excludedReason'),
        value: ({ excludedReason }) =>
          excludedReason && t(`exclusion.${excludedReason}`),
      },
      { header: t('metric.csv.entity'), value: record => record.entityRef },
      { header: t('metric.csv.url'), value: ({ url }) => url },
      { header: t('metric.csv.key'), value: record => record.observationKey },
    ],
    records,
  );
}
