import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import { PHASES } from '@sei-platform/plugin-engineering-insights-common';
import type {
  DoraAnswer,
  PhaseName,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  ChangeText,
  PlainTable,
  numberOf,
  useChartColors,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import { describeReason } from '../reasons/describeReason';
import { useDoraContext } from '../state/DoraContext';
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
  const { update } = useDoraContext();
  return (
    <ButtonBase
      className={classes.name}
      onClick={() => update({ explainedMetricId: `flow.${phase}-time` })}
    >
      <span
        className={classes.swatch}
        style={{ backgroundColor: phases[phase] }}
      />
      {t(`dora.phases.${phase}`)}
    </ButtonBase>
  );
}

/** The medians of the phases; a phase opens what it is made of. */
export function PhaseTable({ answer }: { readonly answer: DoraAnswer }) {
  const classes = useStyles();
  const formats = useFormats();
  const { t, duration, share } = formats;
  const isNarrow = useLayoutSize() === 'narrow';
  const mean = meanPhases(answer.phases);

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
      <PhaseButton key={phase} phase={phase} />,
      value === undefined ? unknown : duration(value),
      metric?.change ? (
        <ChangeText
          key="change"
          change={metric.change}
          unit="seconds"
          value={value}
        />
      ) : null,
      p85 === undefined ? unknown : duration(p85),
      mean && mean.totalSeconds > 0
        ? share(mean.seconds[phase] / mean.totalSeconds)
        : unknown,
    ];
    return { id: phase, cells };
  });
  const columns = [
    { label: t('dora.phases.columnPhase') },
    { label: t('dora.phases.columnMedian'), isNumber: true },
    { label: t('dora.phases.columnChange') },
    { label: t('dora.phases.columnP85'), isNumber: true },
    { label: t('dora.phases.columnShare'), isNumber: true },
  ];
  // A phone has no room for p85; a wide page puts the change under the phase, where the table is a third wide.
  const without = (index: number) => (isNarrow ? index !== 3 : index !== 2);
  return (
    <Block
      title={t('dora.phases.tableTitle')}
      subtitle={t('dora.phases.tableSubtitle')}
    >
      <PlainTable
        columns={columns.filter((_, index) => without(index))}
        rows={rows.map(row => ({
          id: row.id,
          cells: (isNarrow
            ? row.cells
            : [
                <>
                  {row.cells[0]}
                  <span className={classes.change}>{row.cells[2]}</span>
                </>,
                ...row.cells.slice(1),
              ]
          ).filter((_, index) => without(index)),
        }))}
      />
    </Block>
  );
}
