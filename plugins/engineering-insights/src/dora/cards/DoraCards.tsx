import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type {
  DoraAnswer,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  BlockBoundary,
  METRIC_CARD_HEIGHT,
  METRIC_ROW_HEIGHT,
  ROLL_UP_EXTRA_CARD_HEIGHT,
  ROLL_UP_EXTRA_ROW_HEIGHT,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import type { LayoutSize } from '@sei-platform/plugin-engineering-insights-react';
import type { ReactNode } from 'react';
import { useDoraContext } from '../state/DoraContext';
import { DoraCard } from './DoraCard';
import { INSTABILITY_METRICS, THROUGHPUT_METRICS } from './cardTexts';
import type { DoraMetricId } from './cardTexts';
import { isRollUp } from './isRollUp';

// The portal's own subtle text: the secondary one has too little contrast on the page itself.
const useStyles = makeStyles((theme: BackstageTheme) => ({
  root: { display: 'grid', gap: theme.spacing(2), alignItems: 'start' },
  wide: { gridTemplateColumns: '3fr 2fr' },
  group: { minWidth: 0 },
  caption: {
    fontSize: 12,
    lineHeight: '16px',
    fontWeight: 600,
    color: theme.palette.textSubtle,
    margin: theme.spacing(0, 0, 0.75),
  },
  cards: { display: 'grid', gap: theme.spacing(2) },
  note: {
    fontSize: 12,
    lineHeight: '16px',
    marginTop: theme.spacing(1),
    color: theme.palette.textSubtle,
  },
}));

function columns(layout: LayoutSize, count: number): string {
  if (layout === 'narrow') return 'minmax(0, 1fr)';
  return `repeat(${layout === 'medium' ? 3 : count}, minmax(0, 1fr))`;
}

function Group(props: {
  caption: string;
  metricIds: readonly DoraMetricId[];
  render: (id: DoraMetricId) => ReactNode;
}) {
  const classes = useStyles();
  const layout = useLayoutSize();
  const { caption, metricIds, render } = props;
  return (
    <section className={classes.group} aria-label={caption}>
      <h2 className={classes.caption}>{caption}</h2>
      <div
        className={classes.cards}
        style={{ gridTemplateColumns: columns(layout, metricIds.length) }}
      >
        {metricIds.map(id => (
          <BlockBoundary key={id}>{render(id)}</BlockBoundary>
        ))}
      </div>
    </section>
  );
}

function CardGroups({
  render,
}: {
  readonly render: (id: DoraMetricId) => ReactNode;
}) {
  const classes = useStyles();
  const { t } = useFormats();
  const isWide = useLayoutSize() === 'wide';
  return (
    <div>
      <div className={`${classes.root} ${isWide ? classes.wide : ''}`}>
        <Group
          caption={t('dora.cards.throughput')}
          metricIds={THROUGHPUT_METRICS}
          render={render}
        />
        <Group
          caption={t('dora.cards.instability')}
          metricIds={INSTABILITY_METRICS}
          render={render}
        />
      </div>
      <div className={classes.note}>{t('dora.cards.note')}</div>
    </div>
  );
}

export interface DoraCardsProps {
  readonly answer: DoraAnswer;
  readonly definitions: readonly MetricDefinition[];
}

/** The five DORA cards: throughput over three, instability over two. */
export function DoraCards({ answer, definitions }: DoraCardsProps) {
  return (
    <CardGroups
      render={id => {
        const definition = definitions.find(candidate => candidate.id === id);
        if (!definition) return null;
        const metric = answer.metrics.find(
          candidate => candidate.metricId === id,
        );
        return (
          <DoraCard
            metricId={id}
            definition={definition}
            answer={metric}
            window={answer.window}
          />
        );
      }}
    />
  );
}

/** The cards' places while they load. */
export function DoraCardsSkeleton() {
  const { t } = useFormats();
  const { entity } = useDoraContext();
  const isRow = useLayoutSize() === 'narrow';
  const extra = isRow ? ROLL_UP_EXTRA_ROW_HEIGHT : ROLL_UP_EXTRA_CARD_HEIGHT;
  const height =
    (isRow ? METRIC_ROW_HEIGHT : METRIC_CARD_HEIGHT) +
    (isRollUp(entity) ? extra : 0);
  return (
    <div
      role="status"
      aria-label={t('kit.loading', { what: t('dora.what.metrics') })}
    >
      <CardGroups
        render={id => <Skeleton key={id} variant="rect" height={height} />}
      />
    </div>
  );
}
