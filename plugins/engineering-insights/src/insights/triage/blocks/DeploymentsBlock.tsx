import type {
  DeploymentGap,
  TriageDeployment,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  usePagesFormats,
  useTriageDeployments,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  DataColumn,
  PagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { CorrectionActions } from '../corrections/CorrectionActions';
import { useTriageState } from '../TriageContext';
import { RowItem, Services, Subject, When } from './cells';
import { TriageBlock } from './TriageBlock';

function detailOf(row: TriageDeployment, { t }: PagesFormats): string {
  return [
    row.environment,
    row.isFailed && t('dora.deployments.outcomeFailed'),
    row.isMarkedByHand && t('dora.failures.byHand'),
    t('triage.rowSource', { source: row.sourceTitle }),
  ]
    .filter(Boolean)
    .join(' · ');
}

function whyOf(row: TriageDeployment, { t }: PagesFormats): string {
  return t(`triage.deployments.reason.${row.reason}`, {
    revision: row.revision ?? '',
  });
}

/** What can be said of a deployment that counts; what is marked is taken back first. */
function Actions({ row }: { readonly row: TriageDeployment }) {
  const { t } = usePagesFormats();
  if (!row.isCounted) return null;
  const { id, title, isFailed } = row;
  const deployment = { id, title };
  return (
    <CorrectionActions
      id={`deployment ${id}`}
      subject={title}
      actions={[
        row.isMarkedByHand
          ? {
              label: t('dora.failures.takeBack'),
              request: { kind: 'unmark', deployment },
            }
          : {
              label: t(
                isFailed
                  ? 'dora.failures.notAFailure'
                  : 'dora.failures.markAsFailed',
              ),
              request: { kind: 'mark', deployment, isFailed: !isFailed },
            },
      ]}
    />
  );
}

function columnsOf(
  formats: PagesFormats,
  hasActions: boolean,
): readonly DataColumn<TriageDeployment>[] {
  const { t } = formats;
  return [
    {
      id: 'at',
      label: t('triage.deployments.finishedAt'),
      render: row => <When iso={row.finishedAt} />,
    },
    {
      id: 'deployment',
      label: t('triage.deployments.deployment'),
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
      render: row => <Services services={[row.service]} />,
    },
    {
      id: 'why',
      label: t('triage.why'),
      isText: true,
      render: row => whyOf(row, formats),
    },
    ...(hasActions
      ? [
          {
            id: 'actions',
            label: t('triage.actions'),
            isAction: true,
            render: (row: TriageDeployment) => <Actions row={row} />,
          },
        ]
      : []),
  ];
}

/** Deployments that lack a commit or an environment, with what closes the gap; of those that count it can be said whether they failed. */
export function DeploymentsBlock({ gap }: { readonly gap: DeploymentGap }) {
  const formats = usePagesFormats();
  const { t } = formats;
  const { entity, isSettling, answer } = useTriageState();
  const query = useTriageDeployments({ entity, isSettling, gap });
  const hasActions = answer.may.correct && gap === 'revision';
  return (
    <TriageBlock
      id={gap}
      title={t(`triage.${gap}.title`)}
      subtitle={t(`triage.${gap}.subtitle`)}
      what={t(`triage.${gap}.what`)}
      emptyText={t(`triage.${gap}.empty`)}
      query={query}
      columns={columnsOf(formats, hasActions)}
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
          services={[row.service]}
          at={row.finishedAt}
          why={whyOf(row, formats)}
          actions={hasActions && <Actions row={row} />}
        />
      )}
    />
  );
}
