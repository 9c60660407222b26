import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { GapRow } from '@sei-platform/plugin-engineering-insights-common';
import {
  BlockError,
  BlockSkeleton,
  PlainTable,
  useFormats,
  useGaps,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import type { GapsQuery } from '@sei-platform/plugin-engineering-insights-react';

const SKELETON_HEIGHT = 240;

const useStyles = makeStyles(theme => ({
  note: {
    fontSize: 13,
    lineHeight: '18px',
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    fontSize: 14,
    lineHeight: '20px',
    overflowWrap: 'anywhere',
  },
  nowrap: { whiteSpace: 'nowrap' },
  more: { marginTop: theme.spacing(1) },
}));

function Title({ row }: { readonly row: GapRow }) {
  const { t } = useFormats();
  return row.url ? (
    <Link to={row.url} title={t('kit.openAtSource')}>
      {row.title}
    </Link>
  ) : (
    <>{row.title}</>
  );
}

function When({ row }: { readonly row: GapRow }) {
  const classes = useStyles();
  const { instant, instantUtc } = useFormats();
  return (
    <time
      className={classes.nowrap}
      dateTime={row.at}
      title={instantUtc(row.at)}
    >
      {instant(row.at)}
    </time>
  );
}

function Service({ row: { service } }: { readonly row: GapRow }) {
  return <EntityRefLink entityRef={service.ref} title={service.title} />;
}

function Place({
  row: { sourceTitle, scope, scopeUrl, environment },
}: {
  readonly row: GapRow;
}) {
  const { t } = useFormats();
  return (
    <>
      {sourceTitle} ·{' '}
      {scopeUrl ? (
        <Link to={scopeUrl} title={t('kit.openAtSource')}>
          {scope}
        </Link>
      ) : (
        scope
      )}
      {environment && ` · ${environment}`}
    </>
  );
}

function Rows({ rows }: { readonly rows: readonly GapRow[] }) {
  const classes = useStyles();
  const { t } = useFormats();
  const isNarrow = useLayoutSize() === 'narrow';
  if (isNarrow)
    return (
      <ul className={classes.list}>
        {rows.map(row => (
          <li key={row.id} className={classes.item}>
            <Title row={row} />
            <div>{t(`health.gaps.reason.${row.reason}`)}</div>
            <div className={classes.note}>
              <Service row={row} /> · <Place row={row} /> · <When row={row} />
            </div>
          </li>
        ))}
      </ul>
    );
  return (
    <PlainTable
      columns={[
        { label: t('health.gaps.record') },
        { label: t('health.gaps.why') },
        { label: t('health.gaps.service') },
        { label: t('health.gaps.place') },
        { label: t('health.gaps.when') },
      ]}
      rows={rows.map(row => ({
        id: row.id,
        cells: [
          <Title key="title" row={row} />,
          t(`health.gaps.reason.${row.reason}`),
          <Service key="service" row={row} />,
          <Place key="place" row={row} />,
          <When key="when" row={row} />,
        ],
      }))}
    />
  );
}

export interface GapsListProps extends GapsQuery {
  /** How many records it lacks as a whole, of services that the reader does not see as well. */
  readonly missingCount: number;
}

/** The records that a fraction lacks, each with its reason and a link to it at its source. */
export function GapsList({ missingCount, ...question }: GapsListProps) {
  const classes = useStyles();
  const formats = useFormats();
  const { t, counted } = formats;
  const query = useGaps(question);
  const what = t('health.gaps.what');
  if (!query.data)
    return query.error ? (
      <BlockError
        error={query.error}
        what={what}
        onRetry={() => query.refetch()}
      />
    ) : (
      <BlockSkeleton height={SKELETON_HEIGHT} what={what} />
    );
  const rows = query.data.pages.flatMap(({ items }) => items);
  const [{ hiddenServiceCount, fraction }] = query.data.pages;
  const listedCount = fraction.total - fraction.count;
  const hidden = {
    ...counted(hiddenServiceCount),
    others: formats.count(missingCount - listedCount),
  };
  return (
    <>
      {rows.length === 0 && (
        <div className={classes.note}>{t('health.gaps.none')}</div>
      )}
      {rows.length > 0 && <Rows rows={rows} />}
      {query.hasNextPage && (
        <Button
          className={classes.more}
          size="small"
          color="primary"
          onClick={() => query.fetchNextPage()}
        >
          {t('health.gaps.more')}
        </Button>
      )}
      {hiddenServiceCount > 0 && (
        <p className={classes.note}>
          {t(
            missingCount > listedCount
              ? 'health.gaps.others'
              : 'kit.hiddenServices',
            hidden,
          )}
        </p>
      )}
    </>
  );
}
