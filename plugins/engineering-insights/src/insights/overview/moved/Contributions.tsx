import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { MetricDefinition } from '@sei-platform/plugin-engineering-insights-common';
import {
  useChartColors,
  usePagesFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import { signedText } from './contributionRows';
import type { ContributionRow } from './contributionRows';

const useStyles = makeStyles(theme => ({
  title: {
    fontSize: 13,
    lineHeight: '18px',
    fontWeight: 600,
    margin: theme.spacing(1.5, 0, 0.5),
  },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: 13,
    lineHeight: '18px',
    fontVariantNumeric: 'tabular-nums',
  },
  head: {
    fontSize: 12,
    fontWeight: 600,
    textAlign: 'left',
    whiteSpace: 'nowrap',
    color: theme.palette.text.secondary,
    padding: theme.spacing(0.5, 1, 0.5, 0),
  },
  cell: {
    padding: theme.spacing(0.5, 1, 0.5, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
  },
  number: { textAlign: 'right', whiteSpace: 'nowrap' },
  total: { fontWeight: 600 },
  detail: {
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
  },
  barCell: { width: '30%', minWidth: 60 },
  axis: {
    position: 'relative',
    height: 12,
    marginTop: 3,
    // Where nothing is brought.
    backgroundImage: `linear-gradient(${theme.palette.divider}, ${theme.palette.divider})`,
    backgroundSize: '1px 100%',
    backgroundPosition: '50% 0',
    backgroundRepeat: 'no-repeat',
  },
  bar: { position: 'absolute', top: 0, bottom: 0, borderRadius: 2 },
}));

/** A bar from the middle to the side that it brings the number to. */
function Bar({
  contribution,
  largest,
  color,
}: {
  readonly contribution: number;
  readonly largest: number;
  readonly color: string;
}) {
  const classes = useStyles();
  const width = largest > 0 ? (Math.abs(contribution) / largest) * 50 : 0;
  return (
    <div className={classes.axis} aria-hidden>
      <div
        className={classes.bar}
        data-ink
        style={{
          backgroundColor: color,
          width: `${width}%`,
          left: contribution < 0 ? `${50 - width}%` : '50%',
        }}
      />
    </div>
  );
}

export interface ContributionsProps {
  readonly title: string;
  /** What the rows are: "Service". */
  readonly what: string;
  readonly note: string;
  readonly rows: readonly ContributionRow[];
  readonly definition: MetricDefinition;
  /** The whole change. */
  readonly difference: number;
}

/** What each part brings to a change; together they are the change. */
export function Contributions({
  title,
  what,
  note,
  rows,
  definition,
  difference,
}: ContributionsProps) {
  const classes = useStyles();
  const formats = usePagesFormats();
  const { t } = formats;
  const colors = useChartColors();
  const isNarrow = useLayoutSize() === 'narrow';
  const largest = Math.max(
    ...rows.map(({ contribution }) => Math.abs(contribution)),
  );
  const valueText = (value: number | undefined) =>
    value === undefined
      ? t('overview.moved.nothing')
      : formats.value(definition.unit, value);
  const colorOf = ({ isRest, contribution }: ContributionRow) => {
    if (isRest) return colors.muted;
    const isWorse =
      contribution > 0 === (definition.direction === 'lowerIsBetter');
    return isWorse ? colors.worse : colors.better;
  };
  return (
    <div>
      <h3 className={classes.title}>{title}</h3>
      <div className={classes.detail}>{note}</div>
      <table className={classes.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col" className={classes.head}>
              {what}
            </th>
            {!isNarrow && (
              <>
                <th scope="col" className={`${classes.head} ${classes.number}`}>
                  {t('overview.moved.before')}
                </th>
                <th scope="col" className={`${classes.head} ${classes.number}`}>
                  {t('overview.moved.now')}
                </th>
              </>
            )}
            <th
              scope="col"
              className={`${classes.head} ${classes.number}`}
              colSpan={2}
            >
              {t('overview.moved.contribution')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id}>
              <td className={classes.cell}>
                {row.entityRef ? (
                  <EntityRefLink entityRef={row.entityRef} title={row.label} />
                ) : (
                  row.label
                )}
                {row.detail && (
                  <div className={classes.detail}>{row.detail}</div>
                )}
              </td>
              {!isNarrow && (
                <>
                  <td className={`${classes.cell} ${classes.number}`}>
                    {!row.isRest && valueText(row.previous)}
                  </td>
                  <td className={`${classes.cell} ${classes.number}`}>
                    {!row.isRest && valueText(row.value)}
                  </td>
                </>
              )}
              <td className={`${classes.cell} ${classes.barCell}`}>
                <Bar
                  contribution={row.contribution}
                  largest={largest}
                  color={colorOf(row)}
                />
              </td>
              <td className={`${classes.cell} ${classes.number}`}>
                {signedText(row.contribution, definition, formats)}
              </td>
            </tr>
          ))}
          <tr className={classes.total}>
            <td className={classes.cell} colSpan={isNarrow ? 2 : 4}>
              {t('overview.moved.total')}
            </td>
            <td className={`${classes.cell} ${classes.number}`}>
              {signedText(difference, definition, formats)}
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
