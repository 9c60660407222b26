import type { TriageAnswer } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  BlockError,
  BlockSkeleton,
  DataTable,
  usePagesFormats,
  useUnheardIncidents,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  DataColumn,
  PagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { RowItem, Subject, When } from './cells';

type UnheardIncident = TriageAnswer['incidents'][number];

const SKELETON_HEIGHT = 160;
const PAGE_SIZE = 10;

const placeOf = ({ source, scope }: UnheardIncident) => `${source} · ${scope}`;

const fixOf = ({ service }: UnheardIncident, { t }: PagesFormats) =>
  service
    ? t('triage.unheard.service', { service })
    : t('triage.unheard.noService');

const idOf = (row: UnheardIncident) =>
  [row.origin, row.scope, row.openedAt, row.title, row.url].join(' ');

function columnsOf(
  formats: PagesFormats,
): readonly DataColumn<UnheardIncident>[] {
  const { t } = formats;
  return [
    {
      id: 'at',
      label: t('triage.incidents.openedAt'),
      render: row => <When iso={row.openedAt} />,
    },
    {
      id: 'incident',
      label: t('triage.incidents.incident'),
      isText: true,
      render: row => <Subject title={row.title} url={row.url} />,
    },
    {
      id: 'place',
      label: t('triage.unheard.place'),
      isText: true,
      render: placeOf,
    },
    {
      id: 'fix',
      label: t('triage.unheard.fix'),
      isText: true,
      render: row => fixOf(row, formats),
    },
  ];
}

/** Incidents of places that no entity names: what those who run the portal can mend. */
export function UnheardBlock() {
  const formats = usePagesFormats();
  const { t, count } = formats;
  const { data, error, refetch } = useUnheardIncidents();
  const what = t('triage.unheard.what');
  const total =
    data && data.totalCount > data.incidents.length
      ? ` · ${t('triage.shown', {
          shown: count(data.incidents.length),
          total: count(data.totalCount),
        })}`
      : '';
  return (
    <Block
      title={t('triage.unheard.title')}
      subtitle={`${t('triage.unheard.subtitle')}${total}`}
    >
      {data && (
        <DataTable
          label={t('triage.unheard.title')}
          columns={columnsOf(formats)}
          rows={data.incidents}
          rowId={idOf}
          sort={{ column: 'at', isDescending: false }}
          onSort={() => undefined}
          pageSize={PAGE_SIZE}
          renderItem={row => (
            <RowItem
              subject={
                <Subject
                  title={row.title}
                  url={row.url}
                  detail={placeOf(row)}
                />
              }
              at={row.openedAt}
              why={fixOf(row, formats)}
            />
          )}
          emptyText={t('triage.unheard.empty')}
        />
      )}
      {!data && error && (
        <BlockError error={error} what={what} onRetry={() => refetch()} />
      )}
      {!data && !error && (
        <BlockSkeleton height={SKELETON_HEIGHT} what={what} />
      )}
    </Block>
  );
}
