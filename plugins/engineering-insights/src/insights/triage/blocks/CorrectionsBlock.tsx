import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { CorrectionRow } from '@sei-platform/plugin-engineering-insights-common';
import {
  useCorrectionList,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  DataColumn,
  PagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { CorrectionActions } from '../corrections/CorrectionActions';
import { useTriageState } from '../TriageContext';
import { RowItem, Services, Subject, When } from './cells';
import { TriageBlock } from './TriageBlock';

function Actions({ row }: { readonly row: CorrectionRow }) {
  const { t } = usePagesFormats();
  return (
    <CorrectionActions
      id={`correction ${row.id}`}
      subject={row.title}
      actions={[
        {
          label: t('triage.corrections.takeBack'),
          request: { kind: 'takeBack', correction: row },
        },
      ]}
    />
  );
}

function CorrectionSubject({ row }: { readonly row: CorrectionRow }) {
  const { t } = usePagesFormats();
  return (
    <Subject
      title={row.title}
      url={row.url}
      detail={t(`triage.corrections.verdict.${row.verdict}`)}
    />
  );
}

const noteOf = (row: CorrectionRow, { t }: PagesFormats) =>
  row.note ?? t('triage.corrections.noNote');

function columnsOf(
  formats: PagesFormats,
  mayCorrect: boolean,
): readonly DataColumn<CorrectionRow>[] {
  const { t } = formats;
  return [
    {
      id: 'at',
      label: t('triage.corrections.at'),
      render: row => <When iso={row.at} />,
    },
    {
      id: 'correction',
      label: t('triage.corrections.correction'),
      isText: true,
      render: row => <CorrectionSubject row={row} />,
    },
    {
      id: 'service',
      label: t('triage.service'),
      isText: true,
      render: row => <Services services={row.services} />,
    },
    {
      id: 'by',
      label: t('triage.corrections.by'),
      isText: true,
      render: row => <EntityRefLink entityRef={row.by} />,
    },
    {
      id: 'note',
      label: t('triage.corrections.note'),
      isText: true,
      render: row => noteOf(row, formats),
    },
    ...(mayCorrect
      ? [
          {
            id: 'actions',
            label: t('triage.actions'),
            isAction: true,
            render: (row: CorrectionRow) => <Actions row={row} />,
          },
        ]
      : []),
  ];
}

/** What people said against what was found, with who, when and why; each can be taken back. */
export function CorrectionsBlock() {
  const formats = usePagesFormats();
  const { t } = formats;
  const { entity, isSettling, answer } = useTriageState();
  const query = useCorrectionList({ entity, isSettling });
  return (
    <TriageBlock
      id="corrections"
      title={t('triage.corrections.title')}
      subtitle={t('triage.corrections.subtitle')}
      what={t('triage.corrections.what')}
      emptyText={t('triage.corrections.empty')}
      query={query}
      columns={columnsOf(formats, answer.may.correct)}
      rowId={row => row.id}
      renderItem={row => (
        <RowItem
          subject={<CorrectionSubject row={row} />}
          services={row.services}
          at={row.at}
          why={
            <>
              <EntityRefLink entityRef={row.by} />: {noteOf(row, formats)}
            </>
          }
          actions={answer.may.correct && <Actions row={row} />}
        />
      )}
    />
  );
}
