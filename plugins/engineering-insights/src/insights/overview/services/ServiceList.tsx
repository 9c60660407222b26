import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import {
  BlockError,
  BlockSkeleton,
  PlainTable,
  usePagesFormats,
  useOverviewServices,
} from '@sei-platform/plugin-engineering-insights-react';
import { useOverviewContext } from '../state/OverviewContext';
import type { OverviewList } from '../state/overviewState';

const HEIGHT = 240;

const useStyles = makeStyles(theme => ({
  note: {
    fontSize: 13,
    lineHeight: '18px',
    color: theme.palette.text.secondary,
  },
}));

export interface ServiceListProps {
  readonly list: Exclude<OverviewList, { kind: 'lacking' }>;
}

/** Services by name, each with its own number of the metric whose band they are in. */
export function ServiceList({ list }: ServiceListProps) {
  const classes = useStyles();
  const { t, count, value: valueText } = usePagesFormats();
  const { query, state, definitions } = useOverviewContext();
  const metricId = list.kind === 'band' ? list.metricId : state.bandMetricId;
  const services = useOverviewServices({
    ...query,
    ...(list.kind === 'band' && {
      band: { metricId: list.metricId, level: list.band },
    }),
  });
  const what = t('overview.whatServices');
  if (services.error) {
    return (
      <BlockError
        error={services.error}
        what={what}
        onRetry={() => services.refetch()}
      />
    );
  }
  if (!services.data) return <BlockSkeleton height={HEIGHT} what={what} />;
  const { items, totalCount } = services.data;
  if (items.length === 0) {
    return <p className={classes.note}>{t('overview.list.none')}</p>;
  }
  const definition = definitions.find(({ id }) => id === metricId);
  return (
    <>
      <PlainTable
        columns={[
          { label: t('overview.list.service') },
          { label: t('overview.list.lifecycle') },
          {
            label: definition?.title ?? t('overview.list.value'),
            isNumber: true,
          },
        ]}
        rows={items.map(({ ref, title, lifecycle, values }) => {
          const value = values.find(each => each.metricId === metricId)?.value;
          return {
            id: ref,
            cells: [
              <EntityRefLink entityRef={ref} title={title} />,
              lifecycle ?? '',
              definition && value !== undefined
                ? valueText(definition.unit, value)
                : t('overview.list.unknown'),
            ],
          };
        })}
      />
      {items.length < totalCount && (
        <p className={classes.note}>
          {t('overview.list.truncated', {
            shown: count(items.length),
            total: count(totalCount),
          })}
        </p>
      )}
    </>
  );
}
