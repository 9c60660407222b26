import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import {
  BlockError,
  BlockSkeleton,
  PlainTable,
  usePagesFormats,
  useOverviewCompleteness,
} from '@sei-platform/plugin-engineering-insights-react';
import { useOverviewContext } from '../state/OverviewContext';

const HEIGHT = 240;

const useStyles = makeStyles(theme => ({
  note: {
    fontSize: 13,
    lineHeight: '18px',
    color: theme.palette.text.secondary,
  },
}));

export interface LackingListProps {
  readonly id: string;
  readonly metricId?: string;
}

/** Services that lack something, those that lack most first. */
export function LackingList({ id, metricId }: LackingListProps) {
  const classes = useStyles();
  const { t, count } = usePagesFormats();
  const { query } = useOverviewContext();
  const completeness = useOverviewCompleteness(query);
  const what = t('overview.whatCompleteness');
  if (completeness.error) {
    return (
      <BlockError
        error={completeness.error}
        what={what}
        onRetry={() => completeness.refetch()}
      />
    );
  }
  if (!completeness.data) return <BlockSkeleton height={HEIGHT} what={what} />;
  const fraction = completeness.data.fractions.find(
    each => each.id === id && each.metricId === metricId,
  );
  if (!fraction || fraction.lacking.length === 0) {
    return <p className={classes.note}>{t('overview.list.none')}</p>;
  }
  return (
    <>
      <PlainTable
        columns={[
          { label: t('overview.list.service') },
          { label: t('overview.list.missing'), isNumber: true },
        ]}
        rows={fraction.lacking.map(({ ref, title, count: known, total }) => ({
          id: ref,
          cells: [
            <EntityRefLink entityRef={ref} title={title} />,
            id === 'servicesWithValue'
              ? t('overview.completeness.lackingValue')
              : t('overview.completeness.lackingOf', {
                  missing: count(total - known),
                  total: count(total),
                }),
          ],
        }))}
      />
      {fraction.lacking.length < fraction.lackingCount && (
        <p className={classes.note}>
          {t('overview.completeness.cut', {
            shown: count(fraction.lacking.length),
            total: count(fraction.lackingCount),
          })}
        </p>
      )}
    </>
  );
}
