import { Link } from '@backstage/core-components';
import type {
  Fraction,
  ServiceHealth,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  DataColumn,
  Formats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { useInsightsPath } from '../useInsightsPath';

const fractionOf = (row: ServiceHealth, id: Fraction['id']) =>
  row.fractions.find(fraction => fraction.id === id);

/** Something of the service cannot be counted, or is not read. */
export function hasGaps(row: ServiceHealth): boolean {
  return (
    row.fractions.some(({ count, total }) => count < total) ||
    row.streamCount === 0 ||
    row.failingStreamCount > 0 ||
    row.staleStreamCount > 0
  );
}

function streamsText(row: ServiceHealth, { t, count }: Formats): string {
  if (row.streamCount === 0) return t('health.page.noSource');
  const parts = [
    ...(row.failingStreamCount > 0
      ? [
          t('health.page.streamsFailing', {
            amount: count(row.failingStreamCount),
          }),
        ]
      : []),
    ...(row.staleStreamCount > 0
      ? [t('health.page.streamsStale', { amount: count(row.staleStreamCount) })]
      : []),
    ...(row.collection ? [t('health.page.streamsCollecting')] : []),
  ];
  return parts.join(', ') || t('health.page.streamsCurrent');
}

function fractionColumn(
  id: Fraction['id'],
  column: { id: string; label: string },
  { t, count }: Formats,
): DataColumn<ServiceHealth> {
  return {
    ...column,
    isNumber: true,
    // What there is nothing of stands behind what has gaps.
    sortValue: row => {
      const fraction = fractionOf(row, id);
      return fraction && fraction.total > 0
        ? fraction.count / fraction.total
        : undefined;
    },
    render: row => {
      const fraction = fractionOf(row, id);
      return fraction && fraction.total > 0
        ? t('health.page.fraction', {
            amount: count(fraction.count),
            total: count(fraction.total),
          })
        : t('health.page.nothing');
    },
  };
}

/** How many things of a service cannot be counted. */
function missingOf({ fractions }: ServiceHealth): number {
  return fractions.reduce((sum, { count, total }) => sum + total - count, 0);
}

/** The columns of the services and their gaps. */
export function serviceColumns({
  formats,
  pathOf,
}: {
  readonly formats: Formats;
  readonly pathOf: ReturnType<typeof useInsightsPath>;
}): readonly DataColumn<ServiceHealth>[] {
  const { t, count, instant, instantUtc } = formats;
  return [
    {
      id: 'service',
      label: t('health.page.service'),
      isText: true,
      sortValue: row => row.entity.title,
      render: ({ entity }) =>
        pathOf ? (
          <Link to={pathOf('dataHealth', { entity: entity.ref })}>
            {entity.title}
          </Link>
        ) : (
          entity.title
        ),
    },
    {
      id: 'missing',
      label: t('health.page.missing'),
      isNumber: true,
      sortValue: missingOf,
      render: row => count(missingOf(row)),
    },
    fractionColumn(
      'deploymentsWithRevision',
      { id: 'withRevision', label: t('health.page.withRevision') },
      formats,
    ),
    fractionColumn(
      'deploymentsLinkedToPullRequests',
      {
        id: 'linkedToPullRequests',
        label: t('health.page.linkedToPullRequests'),
      },
      formats,
    ),
    fractionColumn(
      'incidentsLinked',
      { id: 'incidentsLinked', label: t('health.page.incidentsLinked') },
      formats,
    ),
    {
      id: 'streams',
      label: t('health.page.streams'),
      isText: true,
      sortValue: row => row.failingStreamCount + row.staleStreamCount,
      render: row => streamsText(row, formats),
    },
    {
      id: 'lastRead',
      label: t('health.page.lastRead'),
      sortValue: row => row.lastSyncAt,
      render: ({ lastSyncAt }) =>
        lastSyncAt ? (
          <time dateTime={lastSyncAt} title={instantUtc(lastSyncAt)}>
            {instant(lastSyncAt)}
          </time>
        ) : (
          t('health.page.never')
        ),
    },
  ];
}
