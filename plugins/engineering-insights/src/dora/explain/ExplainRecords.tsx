import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type {
  ExplainAnswer,
  ExplainRecord,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  PlainTable,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { EvidenceText } from '../failures/EvidenceText';

const useStyles = makeStyles(theme => ({
  reason: { fontSize: 14, lineHeight: '20px', marginTop: theme.spacing(1) },
  count: { fontWeight: 600, fontVariantNumeric: 'tabular-nums' },
  action: {
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
  },
  record: { fontSize: 13, lineHeight: '18px', paddingLeft: theme.spacing(2) },
}));

function Title({ record }: { readonly record: ExplainRecord }) {
  return (
    <>
      {record.url ? <Link to={record.url}>{record.title}</Link> : record.title}
      {record.evidence?.map(evidence => (
        <EvidenceText key={evidence.title} evidence={evidence} />
      ))}
    </>
  );
}

/** The records that make up the number. */
export function IncludedRecords({
  answer,
}: {
  readonly answer: ExplainAnswer;
}) {
  const { t, value, instant, instantUtc } = useFormats();
  const { unit } = answer.definition;
  const included = answer.records.filter(
    record => record.excludedReason === undefined,
  );
  if (included.length === 0) return null;
  const amount = ({ value: number }: ExplainRecord) => {
    if (number === undefined) return '';
    if (unit === 'ratio')
      return t(number > 0 ? 'dora.explain.counted' : 'dora.explain.notCounted');
    return unit === 'seconds' ? value(unit, number) : '';
  };
  return (
    <PlainTable
      columns={[
        { label: t('dora.explain.record') },
        { label: t('dora.explain.observedAt') },
        {
          label:
            unit === 'seconds' || unit === 'ratio'
              ? t('dora.explain.value')
              : '',
          isNumber: true,
        },
      ]}
      rows={included.map(record => ({
        id: record.observationKey,
        cells: [
          <Title key="title" record={record} />,
          <time
            key="time"
            dateTime={record.observedAt}
            title={instantUtc(record.observedAt)}
          >
            {instant(record.observedAt)}
          </time>,
          amount(record),
        ],
      }))}
    />
  );
}

/** What is not in the number, by reason, with the records read so far. */
export function ExcludedRecords({
  answer,
}: {
  readonly answer: ExplainAnswer;
}) {
  const classes = useStyles();
  const { t, count } = useFormats();
  if (answer.excludedCounts.length === 0)
    return (
      <div className={classes.action}>{t('dora.explain.leftOutNone')}</div>
    );
  return (
    <>
      {answer.excludedCounts.map(exclusion => (
        <div key={exclusion.code} className={classes.reason}>
          <span className={classes.count}>{count(exclusion.count)}</span>{' '}
          {t(`exclusion.${exclusion.code}`)}
          <div className={classes.action}>
            {t(`exclusion.${exclusion.code}Action`)}
          </div>
          {answer.records
            .filter(record => record.excludedReason === exclusion.code)
            .map(record => (
              <div key={record.observationKey} className={classes.record}>
                <Title record={record} />
              </div>
            ))}
        </div>
      ))}
    </>
  );
}
