import { makeStyles } from '@material-ui/core/styles';
import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
// The whole of -react would bring its charts onto every overview.
import { useFormats } from '@sei-platform/plugin-engineering-insights-react/formats';
import { useLayoutSize } from '@sei-platform/plugin-engineering-insights-react/hooks';
import {
  BlockError,
  BlockSkeleton,
} from '@sei-platform/plugin-engineering-insights-react/kit';
import {
  useDora,
  useLiveUpdates,
  useMetricDefinitions,
} from '@sei-platform/plugin-engineering-insights-react/queries';
import { DORA_METRICS } from '../cards/cardTexts';
import { olderAnswerText } from '../../page/olderAnswerText';
import { DEFAULT_WINDOW, daysOfWindow } from '../../page/state/resolveWindow';
import { METRIC_LINE_HEIGHT } from './MetricLine';
import { OverviewNumbers } from './OverviewNumbers';
import { useDefaultWindow } from './useDefaultWindow';

const useStyles = makeStyles(theme => ({
  root: {
    fontFamily: theme.typography.fontFamily,
    color: theme.palette.text.primary,
  },
  caption: {
    fontSize: 12,
    lineHeight: '16px',
    margin: theme.spacing(0, 0, 0.5),
    color: theme.palette.text.secondary,
  },
}));

/** The five DORA metrics of an entity in the window that its tab opens with. */
export function DoraOverview({ entity }: { readonly entity: EntityName }) {
  const classes = useStyles();
  const formats = useFormats();
  const { t } = formats;
  const layout = useLayoutSize();
  const definitions = useMetricDefinitions();
  const dora = useDora({ entity, window: useDefaultWindow(), compare: true });
  useLiveUpdates(entity);

  const days = String(daysOfWindow(DEFAULT_WINDOW));
  const error = dora.error ?? definitions.error;
  const olderText = dora.data && olderAnswerText(dora, formats);
  const isThere = dora.data && definitions.data;
  const height =
    DORA_METRICS.length *
    METRIC_LINE_HEIGHT[layout === 'narrow' ? 'narrow' : 'wide'];
  const retry = () => {
    definitions.refetch();
    dora.refetch();
  };
  return (
    <div className={classes.root} aria-busy={dora.isFetching || undefined}>
      <p className={classes.caption}>{t('dora.overview.window', { days })}</p>
      {olderText && (
        <p className={classes.caption} role="status">
          {olderText}
        </p>
      )}
      {dora.data && definitions.data && (
        <OverviewNumbers answer={dora.data} definitions={definitions.data} />
      )}
      {!isThere && !error && (
        <BlockSkeleton
          height={height}
          what={t('dora.what.daysOfDeployments', { days })}
        />
      )}
      {!isThere && error && (
        <div style={layout === 'narrow' ? undefined : { height }}>
          <BlockError
            error={error}
            what={t('dora.what.metrics')}
            onRetry={retry}
          />
        </div>
      )}
    </div>
  );
}
