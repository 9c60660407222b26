import type { TriageIncident } from '@sei-platform/plugin-engineering-insights-common';
import {
  usePagesFormats,
  useTriageIncidents,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  DataColumn,
  PagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { CorrectionActions } from '../corrections/CorrectionActions';
import { useTriageState } from '../TriageContext';
import { RowItem, Services, Subject, When } from './cells';
import { TriageBlock } from './TriageBlock';

function detailOf(row: TriageIncident, { t }: PagesFormats): string {
  return [
    row.severity !== 'unknown' &&
      t('triage.incidents.severity', { severity: row.severity }),
    t(
      row.isResolved
        ? 'triage.incidents.resolved'
        : 'triage.incidents.unresolved',
    ),
    t('triage.rowSource', { source: row.sourceTitle }),
  ]
    .filter(Boolean)
    .join(' · ');
}

function Actions({ row }: { readonly row: TriageIncident }) {
  const { t } = usePagesFormats();
  return (
    <CorrectionActions
      id={`incident ${row.id}`}
      subject={row.title}
      actions={[
        {
          label: t('dora.failures.link'),
          request: { kind: 'link', incident: row },
        },
        {
          label: t('dora.failures.notCausedByChangeAction'),
          request: { kind: 'notCaused', incident: row },
        },
      ]}
    />
  );
}

function columnsOf(
  formats: PagesFormats,
  mayCorrect: boolean,
): readonly DataColumn<TriageIncident>[] {
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
      render: row => (
        <Subject
          title={row.title}
          url={row.url}
          detail={detailOf(row, formats)}
        />
      ),
    },
    {
      id: 'service',
      label: t('triage.service'),
      isText: true,
      render: row => <Services services={row.services} />,
    },
    {
      id: 'why',
      label: t('triage.why'),
      isText: true,
      render: row => t(`triage.incidents.reason.${row.reason}`),
    },
    ...(mayCorrect
      ? [
          {
            id: 'actions',
            label: t('triage.actions'),
            isAction: true,
            render: (row: TriageIncident) => <Actions row={row} />,
          },
        ]
      : []),
  ];
}

/** Incidents that no deployment is known to have caused: link them, or say that no change did. */
export function IncidentsBlock() {
  const formats = usePagesFormats();
  const { t } = formats;
  const { entity, isSettling, answer } = useTriageState();
  const query = useTriageIncidents({ entity, isSettling });
  return (
    <TriageBlock
      id="incidents"
      title={t('triage.incidents.title')}
      subtitle={t('triage.incidents.subtitle')}
      what={t('triage.incidents.what')}
      emptyText={t('triage.incidents.empty')}
      query={query}
      columns={columnsOf(formats, answer.may.correct)}
      rowId={row => row.id}
      renderItem={row => (
        <RowItem
          subject={
            <Subject
              title={row.title}
              url={row.url}
              detail={detailOf(row, formats)}
            />
          }
          services={row.services}
          at={row.openedAt}
          why={t(`triage.incidents.reason.${row.reason}`)}
          actions={answer.may.correct && <Actions row={row} />}
        />
      )}
    />
  );
}
