import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type {
  DeploymentRow,
  IncidentRow,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  MarkSymbol,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import type { ReactNode } from 'react';
import { useDoraContext } from '../state/DoraContext';
import { revisionText } from '../timeline/describeDeployment';
import { ActionButton, CorrectionButton } from './CorrectionButton';
import { useCorrectionActions } from './CorrectionProvider';
import { EvidenceText } from './EvidenceText';
import { IncidentSymbol } from './IncidentSymbol';

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    maxHeight: 300,
    overflow: 'auto',
  },
  item: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    padding: theme.spacing(1.25, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    '&:first-child': { borderTop: 'none', paddingTop: 0 },
  },
  symbol: { paddingTop: 3, lineHeight: 0, flex: 'none' },
  text: { flex: 1, minWidth: 0 },
  name: {
    fontSize: 13,
    lineHeight: '20px',
    fontWeight: 600,
    overflowWrap: 'anywhere',
  },
  detail: {
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
  },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    margin: '2px 0 0 -5px',
  },
  empty: { fontSize: 14, lineHeight: '20px' },
}));

interface ItemProps {
  readonly name: ReactNode;
  readonly detail: string;
  readonly symbol: ReactNode;
  readonly evidence: DeploymentRow['evidence'];
  readonly actions: ReactNode;
}

function Item({ name, detail, symbol, evidence, actions }: ItemProps) {
  const classes = useStyles();
  return (
    <li className={classes.item}>
      <div className={classes.symbol}>{symbol}</div>
      <div className={classes.text}>
        <div className={classes.name}>{name}</div>
        <div className={classes.detail}>{detail}</div>
        {evidence.map(item => (
          <EvidenceText key={item.title} evidence={item} />
        ))}
        <div className={classes.actions}>{actions}</div>
      </div>
    </li>
  );
}

function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}

function failureDetail(
  row: DeploymentRow,
  { t, instant, duration }: Formats,
): string {
  const at = row.finishedAt ?? row.startedAt;
  const recovery =
    at && row.recoveredAt
      ? t('dora.failures.recoveredAfter', {
          duration: duration(secondsBetween(at, row.recoveredAt)),
        })
      : t('dora.failures.open');
  return [
    at && instant(at),
    row.environment,
    recovery,
    row.isMarkedByHand && t('dora.failures.byHand'),
  ]
    .filter(Boolean)
    .join(' · ');
}

function incidentDetail(
  { openedAt, resolvedAt }: IncidentRow,
  { t, instant, duration }: Formats,
): string {
  return [
    t('dora.failures.openedAt', { instant: instant(openedAt) }),
    resolvedAt
      ? t('dora.failures.resolvedAfter', {
          duration: duration(secondsBetween(openedAt, resolvedAt)),
        })
      : t('dora.failures.unresolved'),
    t('dora.failures.unlinked'),
  ].join(' · ');
}

function FailedDeployment({ row }: { readonly row: DeploymentRow }) {
  const formats = useFormats();
  const { t } = formats;
  const { update } = useDoraContext();
  const name = t('dora.failures.failedDeployment', {
    revision: revisionText(row, t),
  });
  return (
    <Item
      symbol={<MarkSymbol kind="failed" />}
      name={name}
      detail={failureDetail(row, formats)}
      evidence={row.evidence}
      actions={
        <>
          <CorrectionButton row={row} />
          <ActionButton
            label={t('dora.failures.showRow')}
            subject={name}
            onClick={() =>
              update({ deploymentId: row.id, search: '', outcome: 'all' })
            }
          />
        </>
      }
    />
  );
}

function UnlinkedIncident({ incident }: { readonly incident: IncidentRow }) {
  const formats = useFormats();
  const { t } = formats;
  const { ask, send } = useCorrectionActions();
  return (
    <Item
      symbol={<IncidentSymbol />}
      name={
        incident.url ? (
          <Link to={incident.url}>{incident.title}</Link>
        ) : (
          incident.title
        )
      }
      detail={incidentDetail(incident, formats)}
      evidence={incident.evidence}
      actions={
        <>
          <ActionButton
            label={t('dora.failures.link')}
            subject={incident.title}
            onClick={() => ask({ kind: 'link', incident })}
          />
          <ActionButton
            label={t('dora.failures.notCausedByChangeAction')}
            subject={incident.title}
            onClick={() =>
              send({
                kind: 'attribute',
                incidentId: incident.id,
                attribution: { isCausedByChange: false },
              })
            }
          />
        </>
      }
    />
  );
}

export interface FailuresBlockProps {
  readonly deployments: readonly DeploymentRow[];
  readonly incidents: readonly IncidentRow[];
  readonly days: number;
  /** Where the incidents could not be loaded: why. */
  readonly incidentsError?: ReactNode;
}

/** Failed deployments and incidents that wait for a link, with the evidence and what a person can say against it. */
export function FailuresBlock({
  deployments,
  incidents,
  days,
  incidentsError,
}: FailuresBlockProps) {
  const classes = useStyles();
  const { t, count } = useFormats();
  const failed = deployments.filter(row => row.isFailed);
  const unlinked = incidents.filter(
    incident => incident.attribution === 'unlinked',
  );
  const corrected = deployments.filter(row => row.isMarkedByHand).length;
  const subtitle =
    corrected > 0
      ? t('dora.failures.corrected', { amount: count(corrected) })
      : t('dora.failures.subtitle');
  const isEmpty = failed.length + unlinked.length === 0 && !incidentsError;
  return (
    <Block title={t('dora.failures.title')} subtitle={subtitle}>
      {isEmpty && (
        <div className={classes.empty}>
          {t('dora.failures.none', { days: String(days) })}
        </div>
      )}
      {incidentsError}
      <ul className={classes.list} aria-label={t('dora.failures.title')}>
        {unlinked.map(incident => (
          <UnlinkedIncident key={incident.id} incident={incident} />
        ))}
        {failed.map(row => (
          <FailedDeployment key={row.id} row={row} />
        ))}
      </ul>
    </Block>
  );
}
