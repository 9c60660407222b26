import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import { PHASES } from '@sei-platform/plugin-engineering-insights-common';
import type { PhaseName } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  ChangeText,
  PlainTable,
  TOUCH_MEDIA,
  numberOf,
  useChartColors,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import { describeReason } from '../reasons/describeReason';
import { usePageContext } from '../page/state/PageContext';
import type { PhasesAnswer } from './PhasesAnswer';
import { statisticOfPhases } from './statisticOfPhases';
import { meanPhases } from './phaseParts';

const useStyles = makeStyles(theme => ({
  name: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    font: 'inherit',
    color: theme.palette.text.primary,
    textAlign: 'left',
    textDecoration: 'underline',
    textDecorationColor: theme.palette.divider,
    textUnderlineOffset: 3,
    '&:hover': { textDecorationColor: theme.palette.text.primary },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
    // Larger than it looks, without pushing the rows apart.
    [TOUCH_MEDIA]: { margin: theme.spacing(-1.5, 0) },
  },
  swatch: { width: 10, height: 10, borderRadius: 2, flex: 'none' },
  unknown: { color: theme.palette.text.secondary, whiteSpace: 'nowrap' },
  change: {
    display: 'block',
    fontSize: 12,
    '& > span': { whiteSpace: 'normal' },
  },
}));

function PhaseButton({ phase }: { readonly phase: PhaseName }) {
  const classes = useStyles();
  const { phases } = useChartColors();
  const { t } = useFormats();
  const { update } = usePageContext();
  return (
    <ButtonBase
      className={classes.name}
      onClick={() => update({ explainedMetricId: `flow.${phase}-time` })}
    >
      <span
        className={classes.swatch}
        data-ink
        style={{ backgroundColor: phases[phase] }}
      />
      {t(`dora.phases.${phase}`)}
    </ButtonBase>
  );
}

/** What the phases take, by the statistic that the reader chose; a phase opens what it is made of. */
export function PhaseTable({ answer }: { readonly answer: PhasesAnswer }) {
  const classes = useStyles();
  const formats = useFormats();
  const { t, duration, share } = formats;
  const isNarrow = useLayoutSize() === 'narrow';
  const mean = meanPhases(answer.phases);
  const statistic = statisticOfPhases(answer);
  const isDivided = PHASES.some(phase => mean && mean.seconds[phase] > 0);

  const rows = PHASES.map(phase => {
    const metric = answer.metrics.find(
      ({ metricId }) => metricId === `flow.${phase}-time`,
    );
    const value = numberOf(metric?.value);
    const why =
      metric?.value.reason &&
      describeReason(metric.value.reason, { days: answer.window.days, formats })
        .sentence;
    const p85 = metric?.details.p85;
    const unknown = (
      <span className={classes.unknown} title={why}>
        {t('chart.noData')}
      </span>
    );
    const cells = [
      <>
        <PhaseButton phase={phase} />
        {metric?.change && (
          <span className={classes.change}>
            <ChangeText change={metric.change} unit="seconds" value={value} />
          </span>
        )}
      </>,
      value === undefined ? unknown : duration(value),
      ...(isNarrow ? [] : [p85 === undefined ? unknown : duration(p85)]),
      // Where no pull request could be divided the parts are not known, which is not to say that they are 0.
      mean && isDivided && value !== undefined
        ? share(mean.seconds[phase] / mean.totalSeconds)
        : unknown,
    ];
    return { id: phase, cells };
  });
  // A phone has no room for p85; the change stands under its phase, since the table is a third of a wide page.
  const columns = [
    { label: t('dora.phases.columnPhase') },
    { label: t(`measuring.column.${statistic}`), isNumber: true },
    ...(isNarrow
      ? []
      : [{ label: t('dora.phases.columnP85'), isNumber: true }]),
    { label: t('dora.phases.columnShare'), isNumber: true },
  ];
  return (
    <Block
      title={t('dora.phases.tableTitle')}
      subtitle={t(
        answer.clock === 'working'
          ? 'dora.phases.tableSubtitleWorking'
          : 'dora.phases.tableSubtitle',
      )}
    >
      <PlainTable columns={columns} rows={rows} />
    </Block>
  );
}
