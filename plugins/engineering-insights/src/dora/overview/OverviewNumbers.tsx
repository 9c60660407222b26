import { makeStyles } from '@material-ui/core/styles';
import type {
  DoraAnswer,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
// The whole of -react would bring its charts onto every overview.
import { useFormats } from '@sei-platform/plugin-engineering-insights-react/formats';
import { DORA_METRICS } from '../cards/cardTexts';
import { sharedReason } from '../cards/sharedReason';
import { describeReason } from '../../reasons/describeReason';
import { MetricLine } from './MetricLine';
import { SharedReason } from './SharedReason';

const useStyles = makeStyles({ root: { margin: 0 } });

export interface OverviewNumbersProps {
  readonly answer: DoraAnswer;
  readonly definitions: readonly MetricDefinition[];
}

/** The five metrics, a line each, or the one reason why none of them is known. */
export function OverviewNumbers({ answer, definitions }: OverviewNumbersProps) {
  const classes = useStyles();
  const formats = useFormats();
  const { days } = answer.window;
  const metrics = DORA_METRICS.flatMap(metricId => {
    const definition = definitions.find(({ id }) => id === metricId);
    return definition ? [{ metricId, definition }] : [];
  });
  const reason = sharedReason(answer);
  if (reason) {
    return (
      <SharedReason
        sentence={describeReason(reason, { days, formats }).sentence}
        titles={metrics.map(({ definition }) => definition.title)}
      />
    );
  }
  return (
    <dl className={classes.root}>
      {metrics.map(metric => (
        <MetricLine
          key={metric.metricId}
          {...metric}
          answer={answer.metrics.find(
            ({ metricId }) => metricId === metric.metricId,
          )}
          days={days}
        />
      ))}
    </dl>
  );
}
