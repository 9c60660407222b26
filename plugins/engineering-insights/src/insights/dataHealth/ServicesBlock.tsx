import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import type {
  EntityName,
  ServiceHealth,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  BlockError,
  BlockSkeleton,
  DataTable,
  useFormats,
  useServicesHealth,
} from '@sei-platform/plugin-engineering-insights-react';
import { downloadText } from '../../page/downloadText';
import { useInsightsPath } from '../useInsightsPath';
import { hasGaps, serviceColumns } from './serviceColumns';
import { servicesCsv } from './servicesCsv';
import { useHealthState } from './useHealthState';

const PAGE_SIZE = 25;
const SKELETON_HEIGHT = 320;

const useStyles = makeStyles(theme => ({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
  search: { flex: '1 1 160px', maxWidth: 280 },
  filter: { flex: '0 1 190px', minWidth: 140 },
  space: { flex: 1 },
  note: {
    fontSize: 13,
    lineHeight: '18px',
    color: theme.palette.text.secondary,
  },
  item: { fontSize: 13, lineHeight: '20px' },
  line: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
  },
}));

function Tools({ onCsv }: { readonly onCsv: () => void }) {
  const classes = useStyles();
  const { t } = useFormats();
  const [state, update] = useHealthState();
  const shown = state.isWithGapsOnly ? 'gaps' : 'all';
  const labels = {
    all: t('health.page.filterAll'),
    gaps: t('health.page.filterGaps'),
  };
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
        className={classes.filter}
        select
        size="small"
        variant="outlined"
        value={shown}
        SelectProps={{
          SelectDisplayProps: {
            'aria-label': `${t('health.page.filter')}: ${labels[shown]}`,
          },
        }}
        onChange={event =>
          update({ isWithGapsOnly: event.target.value === 'gaps' })
        }
      >
        <MenuItem value="all">{labels.all}</MenuItem>
        <MenuItem value="gaps">{labels.gaps}</MenuItem>
      </TextField>
      <div className={classes.space} />
      <Button size="small" onClick={onCsv}>
        {t('kit.downloadCsv')}
      </Button>
    </div>
  );
}

function ServiceItem({ row }: { readonly row: ServiceHealth }) {
  const classes = useStyles();
  const formats = useFormats();
  const [service, ...columns] = serviceColumns({
    formats,
    pathOf: useInsightsPath(),
  });
  return (
    <div className={classes.item}>
      {service.render(row)}
      {columns.map(column => (
        <div key={column.id} className={classes.line}>
          <span>{column.label}</span>
          <span>{column.render(row)}</span>
        </div>
      ))}
    </div>
  );
}

function Services({
  services,
  fileName,
}: {
  readonly services: readonly ServiceHealth[];
  readonly fileName: string;
}) {
  const formats = useFormats();
  const { t } = formats;
  const pathOf = useInsightsPath();
  const [state, update] = useHealthState();
  const words = state.search.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = services.filter(service => {
    const text = `${service.entity.title} ${service.entity.ref}`.toLowerCase();
    return (
      words.every(word => text.includes(word)) &&
      (!state.isWithGapsOnly || hasGaps(service))
    );
  });
  return (
    <>
      <Tools
        onCsv={() =>
          downloadText({
            text: servicesCsv(rows, t),
            fileName,
            type: 'text/csv;charset=utf-8',
          })
        }
      />
      <DataTable
        label={t('health.page.services')}
        columns={serviceColumns({ formats, pathOf })}
        rows={rows}
        rowId={row => row.entity.ref}
        sort={state.sort}
        onSort={sort => update({ sort })}
        pageSize={PAGE_SIZE}
        renderItem={row => <ServiceItem row={row} />}
        emptyText={t('kit.noRows')}
      />
    </>
  );
}

/** The services of a group, system or domain, each with its gaps. */
export function ServicesBlock({ entity }: { readonly entity: EntityName }) {
  const classes = useStyles();
  const { t, counted } = useFormats();
  const query = useServicesHealth(entity);
  const answer = query.data;
  return (
    <Block
      title={t('health.page.services')}
      subtitle={t('health.page.servicesSubtitle')}
      isBusy={query.isFetching}
    >
      {!answer && query.error && (
        <BlockError
          error={query.error}
          what={t('health.page.what')}
          onRetry={() => query.refetch()}
        />
      )}
      {!answer && !query.error && (
        <BlockSkeleton height={SKELETON_HEIGHT} what={t('health.page.what')} />
      )}
      {answer && answer.services.length === 0 && (
        <div className={classes.note}>{t('health.page.noServices')}</div>
      )}
      {answer && answer.services.length > 0 && (
        <Services
          services={answer.services}
          fileName={`data-health-${entity.name}-${answer.window.to.slice(
            0,
            10,
          )}.csv`}
        />
      )}
      {answer && answer.hiddenServiceCount > 0 && (
        <p className={classes.note}>
          {t('kit.hiddenServices', counted(answer.hiddenServiceCount))}
        </p>
      )}
    </Block>
  );
}
