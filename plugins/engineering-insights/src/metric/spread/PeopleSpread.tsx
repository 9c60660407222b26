import type { SingleMetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  BoxPlot,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { BoxValues } from '@sei-platform/plugin-engineering-insights-react';
import { makeStyles } from '@material-ui/core/styles';
import type { SpreadProps } from './ValueSpread';

const useStyles = makeStyles(theme => ({
  text: { fontSize: 13, lineHeight: '18px', margin: theme.spacing(0, 0, 1.5) },
}));

const HEIGHT = 180;

/** The percentiles of what each person has; undefined where they are not told. */
export function boxValues({
  value,
  definition,
  details,
}: SingleMetricAnswer): BoxValues | undefined {
  const p50 =
    details.p50 ??
    (definition.aggregate === 'perPerson' && 'value' in value
      ? value.value
      : undefined);
  const { p10, p25, p75, p90 } = details;
  return p10 === undefined ||
    p25 === undefined ||
    p50 === undefined ||
    p75 === undefined ||
    p90 === undefined
    ? undefined
    : { p10, p25, p50, p75, p90 };
}

/** How much each person has of what is counted, without telling who. */
export function PeopleSpread({ answer, isBusy }: SpreadProps) {
  const classes = useStyles();
  const { t, value } = useFormats();
  const values = boxValues(answer);
  if (!values) return null;
  const kind = t(`metric.kind.${answer.definition.observationKind}`);
  const format = (number: number) => value('count', number);
  return (
    <Block
      title={t('metric.spread.people')}
      subtitle={t('metric.spread.peopleSubtitle', { kind })}
      isBusy={isBusy}
    >
      <p className={classes.text}>
        {t('metric.spread.peopleText', {
          p25: format(values.p25),
          p50: format(values.p50),
          p75: format(values.p75),
        })}
      </p>
      <BoxPlot values={values} xLabel={kind} height={HEIGHT} format={format} />
    </Block>
  );
}
