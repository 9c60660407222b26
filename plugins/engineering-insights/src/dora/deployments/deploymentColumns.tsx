import type { DeploymentRow } from '@sei-platform/plugin-engineering-insights-common';
import {
  MarkSymbol,
  markKind,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  DataColumn,
  Formats,
} from '@sei-platform/plugin-engineering-insights-react';
import { CorrectionButton } from '../failures/CorrectionButton';
import { EvidenceList } from '../../evidence/EvidenceList';
import { outcomeText, revisionText } from '../timeline/describeDeployment';
import { SourceLink } from './SourceLink';

/** An instant in the reader's time zone, with UTC in the tooltip. */
export function Instant({
  iso,
  formats,
}: {
  readonly iso?: string;
  readonly formats: Formats;
}) {
  if (!iso) return <>{formats.t('dora.deployments.unknown')}</>;
  return (
    <time dateTime={iso} title={formats.instantUtc(iso)}>
      {formats.instant(iso)}
    </time>
  );
}

/** A revision; of one that is not known it says so. */
export function Revision({
  row,
  formats,
}: {
  readonly row: DeploymentRow;
  readonly formats: Formats;
}) {
  const { t } = formats;
  const text = revisionText(row, t);
  if (row.revisionStatus !== 'unresolved')
    return <code title={row.sha}>{text}</code>;
  return (
    <>
      <code title={row.sha}>{text}</code>
      <div>{t('dora.deployments.unknownRevision')}</div>
    </>
  );
}

export function Outcome({
  row,
  formats,
}: {
  readonly row: DeploymentRow;
  readonly formats: Formats;
}) {
  return (
    <span
      style={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 6,
        verticalAlign: 'bottom',
        whiteSpace: 'nowrap',
      }}
      title={row.sourceOutcome}
    >
      <MarkSymbol kind={markKind(row)} />
      {outcomeText(row, formats.t)}
    </span>
  );
}

function linkColumn({ t }: Formats): DataColumn<DeploymentRow> {
  return {
    id: 'link',
    label: t('dora.deployments.link'),
    render: row => row.url && <SourceLink url={row.url} />,
  };
}

/** The columns of the table of deployments; the links only where a row has one. */
export function deploymentColumns(
  rows: readonly DeploymentRow[],
  formats: Formats,
): readonly DataColumn<DeploymentRow>[] {
  const { t, count, duration } = formats;
  const unknown = t('dora.deployments.unknown');
  return [
    {
      id: 'finished',
      label: t('dora.deployments.finished'),
      sortValue: row => row.finishedAt ?? row.startedAt,
      render: row => (
        <Instant iso={row.finishedAt ?? row.startedAt} formats={formats} />
      ),
    },
    {
      id: 'environment',
      label: t('dora.deployments.environment'),
      sortValue: row => row.environment,
      render: row => row.environment ?? t('dora.deployments.noEnvironment'),
    },
    {
      id: 'revision',
      label: t('dora.deployments.revision'),
      sortValue: row => row.version ?? row.sha,
      render: row => <Revision row={row} formats={formats} />,
    },
    {
      id: 'changes',
      label: t('dora.deployments.changes'),
      isNumber: true,
      sortValue: row => row.changeCount,
      render: row =>
        row.changeCount === undefined ? unknown : count(row.changeCount),
    },
    {
      id: 'leadTime',
      label: t('dora.deployments.leadTime'),
      isNumber: true,
      sortValue: row => row.leadTimeMedianSeconds,
      render: row => {
        if (row.leadTimeMedianSeconds !== undefined)
          return duration(row.leadTimeMedianSeconds);
        return row.changeCount === 0 ? '' : unknown;
      },
    },
    {
      id: 'outcome',
      label: t('dora.deployments.outcome'),
      sortValue: row => outcomeText(row, t),
      render: row => <Outcome row={row} formats={formats} />,
    },
    {
      id: 'evidence',
      label: t('dora.deployments.evidence'),
      isText: true,
      render: row => <EvidenceList evidence={row.evidence} />,
    },
    ...(rows.some(row => row.url) ? [linkColumn(formats)] : []),
    {
      id: 'actions',
      label: t('dora.deployments.actions'),
      isAction: true,
      render: row => <CorrectionButton row={row} />,
    },
  ];
}
