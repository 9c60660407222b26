import { makeStyles } from '@material-ui/core/styles';
import { PHASES } from '@sei-platform/plugin-engineering-insights-common';
import type {
  DoraAnswer,
  PhaseName,
} from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { ServicesButton } from '../page/ServicesButton';

const useStyles = makeStyles(theme => ({
  heading: { fontSize: 24, lineHeight: '32px', margin: 0 },
  root: {
    fontSize: 16,
    lineHeight: '24px',
    margin: 0,
    color: theme.palette.text.primary,
  },
}));

interface Movement {
  readonly phase: PhaseName;
  readonly difference: number;
}

/** The phase whose median moved most, of those that moved clearly. */
export function largestMovement(answer: DoraAnswer): Movement | undefined {
  return PHASES.flatMap(phase => {
    const change = answer.metrics.find(
      metric => metric.metricId === `flow.${phase}-time`,
    )?.change;
    return change && change.verdict !== 'notComparable' && change.isClear
      ? [{ phase, difference: change.difference }]
      : [];
  }).sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))[0];
}

function countsText(
  { summary, metrics }: DoraAnswer,
  { t, counted }: Formats,
): string {
  const isOfPullRequests = metrics.some(
    ({ measuredAs }) => measuredAs?.unit === 'pullRequest',
  );
  const parts = [
    summary.deploymentCount === undefined
      ? []
      : t('dora.summary.deployments', counted(summary.deploymentCount)),
    summary.changeCount === undefined
      ? []
      : t(
          isOfPullRequests
            ? 'dora.explain.records.pullRequest'
            : 'dora.summary.changes',
          counted(summary.changeCount),
        ),
    summary.failureCount === undefined
      ? []
      : t('dora.summary.failures', counted(summary.failureCount)),
  ].flat();
  return parts.length > 0 ? parts.join(', ') : t('dora.summary.unknown');
}

function movementText(answer: DoraAnswer, { t, duration }: Formats): string {
  const { deploymentCount, changeCount } = answer.summary;
  // Beside "no deployments known" a phase that moved would read as if it were about them.
  if (deploymentCount === undefined && changeCount === undefined) return '';
  const movement = largestMovement(answer);
  if (!movement) return '';
  return t(
    movement.difference > 0 ? 'dora.summary.grew' : 'dora.summary.shrank',
    {
      phase: t(`dora.phases.${movement.phase}`),
      amount: duration(Math.abs(movement.difference)),
    },
  );
}

/** The page in one sentence. */
export function Summary({ answer }: { readonly answer: DoraAnswer }) {
  const classes = useStyles();
  const formats = useFormats();
  const { t } = formats;
  const { entity, services } = answer;
  const words = {
    window: t('dora.summary.window', formats.dayRange(answer.window)),
    parts: countsText(answer, formats),
  };
  return (
    <>
      <h1 className={classes.heading} data-print-only>
        {t('dora.summary.printed', { title: answer.entity.title })}
      </h1>
      <p className={classes.root}>
        {services && services.length > 0 ? (
          <>
            {t(
              words.parts === t('dora.summary.unknown')
                ? 'dora.summary.sentenceUnknownBy'
                : 'dora.summary.sentenceBy',
              words,
            )}{' '}
            <ServicesButton entity={entity} services={services} />.
          </>
        ) : (
          t('dora.summary.sentence', words)
        )}{' '}
        {movementText(answer, formats)}
      </p>
    </>
  );
}
