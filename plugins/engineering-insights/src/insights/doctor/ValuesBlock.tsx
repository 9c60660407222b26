import { makeStyles } from '@material-ui/core/styles';
import type {
  DoctorAnswer,
  DoctorSide,
  MetricAnswer,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  PlainTable,
  usePagesFormats,
  useMetricDefinitions,
} from '@sei-platform/plugin-engineering-insights-react';
import { describeReason } from '../../reasons/describeReason';
import { useNarrowTable } from './useNarrowTable';

const useStyles = makeStyles(theme => ({
  detail: {
    display: 'block',
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
  },
}));

const DAYS = 90;

const COUNTS = [
  'deployments',
  'productionDeployments',
  'rollouts',
  'failedRollouts',
  'incidents',
  'linkedIncidents',
] as const satisfies readonly (keyof DoctorSide['counts'])[];

function ValueCell({
  answer,
  definition,
}: {
  readonly answer: MetricAnswer | undefined;
  readonly definition: MetricDefinition;
}) {
  const classes = useStyles();
  const formats = usePagesFormats();
  const { t, value, count } = formats;
  if (!answer) return null;
  const told = answer.value;
  const reason =
    'reason' in told && told.reason
      ? describeReason(told.reason, { days: DAYS, formats }).sentence
      : undefined;
  return (
    <>
      {'value' in told && value(definition.unit, told.value)}
      <span className={classes.detail}>
        {reason ??
          ('value' in told &&
            t('doctor.result.sample', { amount: count(told.sampleSize) }))}
      </span>
    </>
  );
}

/** The five metrics and what they are made of, now and by the rule that is tried. */
export function ValuesBlock({ answer }: { readonly answer: DoctorAnswer }) {
  const table = useNarrowTable();
  const { t, count, dayRange } = usePagesFormats();
  const { data: definitions = [] } = useMetricDefinitions();
  const { now, then } = answer;
  const sides = then ? [now, then] : [now];
  const metricRows = now.metrics.flatMap(({ metricId }) => {
    const definition = definitions.find(each => each.id === metricId);
    if (!definition) return [];
    return [
      {
        id: metricId,
        cells: [
          definition.title,
          ...sides.map((side, index) => (
            <ValueCell
              key={index === 0 ? 'now' : 'then'}
              definition={definition}
              answer={side.metrics.find(each => each.metricId === metricId)}
            />
          )),
        ],
      },
    ];
  });
  const countRows = COUNTS.map(name => ({
    id: name,
    cells: [
      t(`doctor.result.counts.${name}`),
      ...sides.map(side => count(side.counts[name])),
    ],
  }));
  const title = then ? t('doctor.result.values') : t('doctor.result.valuesNow');
  return (
    <Block
      title={title}
      subtitle={t('doctor.result.valuesSubtitle', dayRange(answer.window))}
    >
      <div className={table}>
        <PlainTable
          caption={title}
          columns={[
            { label: t('doctor.result.metric') },
            { label: t('doctor.result.now') },
            ...(then ? [{ label: t('doctor.result.then') }] : []),
          ]}
          rows={[...metricRows, ...countRows]}
        />
      </div>
    </Block>
  );
}
