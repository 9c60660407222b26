import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type {
  DeploymentRow,
  IncidentRow,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  MarkSymbol,
  TOUCH_MEDIA,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDoraContext } from '../state/DoraContext';
import { revisionText } from '../timeline/describeDeployment';
import { ActionButton, CorrectionButton } from './CorrectionButton';
import { useCorrectionActions } from './CorrectionProvider';
import { EvidenceList } from '../../evidence/EvidenceList';
import { IncidentSymbol } from './IncidentSymbol';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    padding: theme.spacing(1.25, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    '&:first-child': { borderTop: 'none', paddingTop: 0 },
  },
  // Behind the item's own display, which it overrules. Paper shows all of them.
  later: { '@media screen': { display: 'none' } },
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
    // Larger than they look, without pushing the items apart.
    [TOUCH_MEDIA]: { margin: theme.spacing(-0.5, 0, -1, -0.625) },
  },
  empty: { fontSize: 14, lineHeight: '20px' },
}));

// As many as are as high as the chart beside them.
const FIRST_COUNT = 3;

interface ItemProps {
  readonly isLater: boolean;
  readonly name: ReactNode;
  readonly detail: string;
  readonly symbol: ReactNode;
  readonly evidence: DeploymentRow['evidence'];
  readonly actions: ReactNode;
}

function Item({ isLater, name, detail, symbol, evidence, actions }: ItemProps) {
  const classes = useStyles();
  return (
    <li className={`${classes.item} ${isLater ? classes.later : ''}`}>
      <div className={classes.symbol}>{symbol}</div>
      <div className={classes.text}>
        <div className={classes.name}>{name}</div>
        <div className={classes.detail}>{detail}</div>
        <EvidenceList evidence={evidence} />
        <div className={classes.actions} data-no-print>
          {actions}
        </div>
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
      : t(
          row.isRecovered
            ? 'dora.failures.recoveredUnknown'
            : 'dora.failures.open',
        );
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
  { openedAt, isResolved, resolvedAt }: IncidentRow,
  { t, instant, duration }: Formats,
): string {
  return [
    t('dora.failures.openedAt', { instant: instant(openedAt) }),
    resolvedAt
      ? t('dora.failures.resolvedAfter', {
          duration: duration(secondsBetween(openedAt, resolvedAt)),
        })
      : t(
          isResolved
            ? 'dora.failures.resolvedUnknown'
            : 'dora.failures.unresolved',
        ),
    t('dora.failures.unlinked'),
  ].join(' · ');
}

function FailedDeployment({
  row,
  isLater,
}: {
  readonly row: DeploymentRow;
  readonly isLater: boolean;
}) {
  const formats = useFormats();
  const { t } = formats;
  const { update } = useDoraContext();
  const name = t('dora.failures.failedDeployment', {
    revision: revisionText(row, t),
  });
  return (
    <Item
      isLater={isLater}
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

function UnlinkedIncident({
  incident,
  isLater,
}: {
  readonly incident: IncidentRow;
  readonly isLater: boolean;
}) {
  const formats = useFormats();
  const { t } = formats;
  const { ask, send } = useCorrectionActions();
  return (
    <Item
      isLater={isLater}
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
  /** Services of which neither is listed. */
  readonly hiddenServiceCount: number;
  readonly days: number;
  /** Where the incidents could not be loaded: why. */
  readonly incidentsError?: ReactNode;
}

/** Failed deployments and incidents that wait for a link, with the evidence and what a person can say against it. */
export function FailuresBlock({
  deployments,
  incidents,
  hiddenServiceCount,
  days,
  incidentsError,
}: FailuresBlockProps) {
  const classes = useStyles();
  const { t, count, counted } = useFormats();
  const failed = deployments.filter(row => row.isFailed);
  const unlinked = incidents.filter(
    incident => incident.attribution === 'unlinked',
  );
  const corrected = deployments.filter(row => row.isMarkedByHand).length;
  const subtitle =
    corrected > 0
      ? t('dora.failures.corrected', { amount: count(corrected) })
      : t('dora.failures.subtitle');
  const [isAllShown, setIsAllShown] = useState(false);
  const total = failed.length + unlinked.length;
  const isLater = (index: number) => !isAllShown && index >= FIRST_COUNT;
  const isEmpty = total === 0 && !incidentsError;
  return (
    <Block title={t('dora.failures.title')} subtitle={subtitle}>
      {isEmpty && (
        <div className={classes.empty}>
          {t('dora.failures.none', { days: String(days) })}
        </div>
      )}
      {incidentsError}
      <ul className={classes.list} aria-label={t('dora.failures.title')}>
        {unlinked.map((incident, index) => (
          <UnlinkedIncident
            key={incident.id}
            incident={incident}
            isLater={isLater(index)}
          />
        ))}
        {failed.map((row, index) => (
          <FailedDeployment
            key={row.id}
            row={row}
            isLater={isLater(unlinked.length + index)}
          />
        ))}
      </ul>
      {total > FIRST_COUNT && (
        <Button
          size="small"
          data-no-print
          aria-expanded={isAllShown}
          onClick={() => setIsAllShown(!isAllShown)}
        >
          {isAllShown
            ? t('kit.showFewer')
            : t('kit.showAll', { amount: count(total) })}
        </Button>
      )}
      {hiddenServiceCount > 0 && (
        <div className={classes.detail}>
          {t('kit.hiddenServices', counted(hiddenServiceCount))}
        </div>
      )}
    </Block>
  );
}
