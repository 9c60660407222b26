import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import type {
  DeploymentRow,
  DeploymentsAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  DataTable,
  TOUCH_MEDIA,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { CorrectionButton } from '../failures/CorrectionButton';
import { EvidenceList } from '../../evidence/EvidenceList';
import { useDoraContext } from '../state/DoraContext';
import { OUTCOME_FILTERS } from '../state/useDoraState';
import type { OutcomeFilter } from '../state/useDoraState';
import {
  Instant,
  Outcome,
  Revision,
  deploymentColumns,
} from './deploymentColumns';
import { filterDeployments } from './filterDeployments';

const useStyles = makeStyles(theme => ({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
  search: { flex: '1 1 160px', maxWidth: 280 },
  outcome: { flex: '0 1 190px', minWidth: 140 },
  line: {
    display: 'flex',
    gap: theme.spacing(1),
    justifyContent: 'space-between',
    fontSize: 13,
    lineHeight: '20px',
    overflowWrap: 'anywhere',
  },
  detail: { color: theme.palette.text.secondary },
  // Larger than it looks, without pushing the rows apart.
  last: { [TOUCH_MEDIA]: { '& button': { margin: theme.spacing(-1.5, 0) } } },
  note: {
    fontSize: 12,
    paddingTop: theme.spacing(1),
    color: theme.palette.text.secondary,
  },
  space: { flex: 1 },
}));

const PAGE_SIZE = 25;

function outcomeLabel(outcome: OutcomeFilter, t: Formats['t']): string {
  switch (outcome) {
    case 'success':
      return t('dora.deployments.outcomeSuccess');
    case 'failed':
      return t('dora.deployments.outcomeFailed');
    case 'rollback':
      return t('dora.deployments.outcomeRollback');
    case 'notDeployed':
      return t('dora.deployments.outcomeNotDeployed');
    default:
      return t('dora.deployments.outcomeAll');
  }
}

function Tools({ onCsv }: { readonly onCsv: () => void }) {
  const classes = useStyles();
  const { t } = useFormats();
  const { state, update } = useDoraContext();
  return (
    <div className={classes.tools} data-no-print>
      <TextField
        className={classes.search}
        size="small"
        variant="outlined"
        type="search"
        placeholder={t('kit.search')}
        inputProps={{ 'aria-label': t('kit.search') }}
        value={state.search}
        onChange={event => update({ search: event.target.value })}
      />
      <TextField
        className={classes.outcome}
        select
        size="small"
        variant="outlined"
        value={state.outcome}
        SelectProps={{
          SelectDisplayProps: {
            'aria-label': `${t('dora.deployments.outcome')}: ${outcomeLabel(
              state.outcome,
              t,
            )}`,
          },
        }}
        onChange={event =>
          update({
            outcome: OUTCOME_FILTERS.find(
              filter => filter === event.target.value,
            ),
          })
        }
      >
        {OUTCOME_FILTERS.map(filter => (
          <MenuItem key={filter} value={filter}>
            {outcomeLabel(filter, t)}
          </MenuItem>
        ))}
      </TextField>
      <div className={classes.space} />
      <Button size="small" onClick={onCsv}>
        {t('kit.downloadCsv')}
      </Button>
    </div>
  );
}

/** A deployment in three lines, for a phone. */
function DeploymentItem({ row }: { readonly row: DeploymentRow }) {
  const classes = useStyles();
  const formats = useFormats();
  const { t, counted, duration } = formats;
  const leadTime = row.leadTimeMedianSeconds;
  return (
    <>
      <div className={classes.line}>
        <Outcome row={row} formats={formats} />
        <Instant iso={row.finishedAt ?? row.startedAt} formats={formats} />
      </div>
      <div className={classes.line}>
        <span>
          <Revision row={row} formats={formats} />
        </span>
        <span>{row.environment ?? t('dora.deployments.noEnvironment')}</span>
      </div>
      <EvidenceList evidence={row.evidence} />
      <div className={`${classes.line} ${classes.detail} ${classes.last}`}>
        <span>
          {row.changeCount === undefined
            ? ''
            : t('dora.timeline.changes', counted(row.changeCount))}
          {leadTime === undefined
            ? ''
            : `, ${t('dora.timeline.leadTime', {
                duration: duration(leadTime),
              })}`}
        </span>
        <CorrectionButton row={row} />
      </div>
    </>
  );
}

export interface DeploymentsBlockProps {
  readonly answer: DeploymentsAnswer;
  /** Those of the chosen environments. */
  readonly rows: readonly DeploymentRow[];
  readonly onCsv: (rows: readonly DeploymentRow[]) => void;
  readonly isBusy: boolean;
}

/** Every deployment of the window, one row each. */
export function DeploymentsBlock({
  answer,
  rows,
  onCsv,
  isBusy,
}: DeploymentsBlockProps) {
  const classes = useStyles();
  const formats = useFormats();
  const { t, count, counted } = formats;
  const { state, update } = useDoraContext();
  const filtered = filterDeployments(rows, state);
  return (
    <Block
      title={t('dora.deployments.title')}
      subtitle={t('dora.deployments.subtitle')}
      isBusy={isBusy}
    >
      {rows.length > 0 && <Tools onCsv={() => onCsv(filtered)} />}
      <DataTable
        label={t('dora.deployments.title')}
        columns={deploymentColumns(rows, formats)}
        rows={filtered}
        rowId={row => row.id}
        sort={state.sort}
        onSort={sort => update({ sort })}
        pageSize={PAGE_SIZE}
        selectedId={state.deploymentId}
        renderItem={row => <DeploymentItem row={row} />}
        emptyText={
          rows.length === 0 ? t('dora.deployments.none') : t('kit.noRows')
        }
      />
      {answer.nextCursor && (
        <div className={classes.note}>
          {t('dora.deployments.truncated', {
            shown: count(answer.items.length),
            total: count(answer.totalCount),
          })}
        </div>
      )}
      {answer.hiddenServiceCount > 0 && (
        <div className={classes.note}>
          {t('kit.hiddenServices', counted(answer.hiddenServiceCount))}
        </div>
      )}
    </Block>
  );
}
