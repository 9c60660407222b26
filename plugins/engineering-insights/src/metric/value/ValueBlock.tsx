import { makeStyles } from '@material-ui/core/styles';
import { BANDED_METRICS } from '@sei-platform/plugin-engineering-insights-common';
import type {
  Change,
  SingleMetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  BandChip,
  BandCounts,
  Block,
  ChangeText,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { caveatOf } from '../../cards/caveatOf';
import { contributorText } from '../../cards/contributorText';
import { recordText } from '../../page/measuredText';
import { metricValueText, rateUnitOf } from '../../page/metricWords';
import { describeReason } from '../../reasons/describeReason';
import { useMetricContext } from '../state/MetricContext';
import { categoriesText, meaningText } from './valueTexts';

const useStyles = makeStyles(theme => ({
  value: {
    fontSize: 40,
    lineHeight: '48px',
    fontWeight: 600,
    letterSpacing: '-0.01em',
    margin: 0,
    fontVariantNumeric: 'tabular-nums',
  },
  muted: { color: theme.palette.text.secondary, fontWeight: 400 },
  line: {
    fontSize: 14,
    lineHeight: '20px',
    margin: theme.spacing(0.5, 0, 0),
  },
  small: {
    fontSize: 13,
    lineHeight: '18px',
    margin: theme.spacing(0.5, 0, 0),
    color: theme.palette.text.secondary,
  },
  part: { marginTop: theme.spacing(1.5) },
}));

/** How the number moved, or why that is not told. */
function Moved({
  change,
  answer,
}: {
  readonly change: Change;
  readonly answer: SingleMetricAnswer;
}) {
  const classes = useStyles();
  const formats = useFormats();
  const { definition, value, window } = answer;
  if (change.verdict === 'notComparable') {
    const { sentence } = describeReason(change.reason, {
      days: window.days,
      formats,
    });
    return <p className={classes.small}>{sentence}</p>;
  }
  return (
    <p className={classes.line}>
      <ChangeText
        change={change}
        unit={definition.unit}
        value={'value' in value ? value.value : undefined}
        rateUnit={rateUnitOf(definition.id)}
      />
    </p>
  );
}

/** Whether the metric has a band that the number has not, as it is not what bands are about. */
function useIsUnbanded({ metricId, measuredAs }: SingleMetricAnswer): boolean {
  const { cohort = 'all', clock = 'elapsed' } = useMetricContext().choice;
  return (
    BANDED_METRICS.includes(metricId) &&
    (measuredAs !== undefined || cohort !== 'all' || clock !== 'elapsed')
  );
}

export interface ValueBlockProps {
  readonly answer: SingleMetricAnswer;
  readonly isBusy: boolean;
}

/** The number, what it is made of, how it moved, and what is to be known about it. */
export function ValueBlock({ answer, isBusy }: ValueBlockProps) {
  const classes = useStyles();
  const formats = useFormats();
  const { t, value: format } = formats;
  const { definition, value, previous, window, details } = answer;
  const isUnbanded = useIsUnbanded(answer);
  if (!('value' in value)) return null;
  const said = recordText(answer.measuredAs, t);
  const isMuted = value.status === 'insufficientSample';
  const caveat = caveatOf({ value, definition, days: window.days, formats });
  const categories = categoriesText(answer, formats);
  const contributor = contributorText(answer, formats);
  const isOfServices = (details.serviceCount ?? 1) > 1;
  return (
    <Block title={t('metric.value.title')} isBusy={isBusy}>
      <p className={`${classes.value} ${isMuted ? classes.muted : ''}`}>
        {metricValueText(definition, value.value, formats)}
      </p>
      <p className={classes.line}>{meaningText(answer, value, formats)}</p>
      {said && (
        <p className={classes.small}>{t('measuring.explained', { said })}</p>
      )}
      {isOfServices && details.totalPerDay !== undefined && (
        <p className={classes.small}>
          {t('metric.value.total', {
            total: format('perDay', details.totalPerDay),
          })}
        </p>
      )}
      {caveat && (
        <p className={classes.small} role="status">
          {caveat}
        </p>
      )}
      {!isMuted && answer.change && (
        <Moved change={answer.change} answer={answer} />
      )}
      {previous && 'value' in previous && (
        <p className={classes.small}>
          {t('metric.value.before', {
            value: metricValueText(definition, previous.value, formats),
            days: String(window.days),
          })}
        </p>
      )}
      {!isMuted && answer.band && (
        <div className={classes.part}>
          <BandChip band={answer.band} />
        </div>
      )}
      {isUnbanded && <p className={classes.small}>{t('measuring.noBand')}</p>}
      {answer.bandCounts && (
        <div className={classes.part}>
          <BandCounts counts={answer.bandCounts} />
        </div>
      )}
      {contributor && <p className={classes.small}>{contributor}</p>}
      {categories && (
        <p className={classes.small}>
          {t('metric.value.categories')}: {categories}
        </p>
      )}
    </Block>
  );
}
