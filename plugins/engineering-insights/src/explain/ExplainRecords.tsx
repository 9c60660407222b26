import { Link } from '@backstage/core-components';
import { parseEntityRef } from '@backstage/catalog-model';
import { makeStyles } from '@material-ui/core/styles';
import type {
  ExplainAnswer,
  ExplainRecord,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  PlainTable,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { EvidenceList } from '../evidence/EvidenceList';
import { RecordCorrections } from './ExplainCorrections';

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

/** What a record is called, of which service it is where the number is of several, why it failed, and what people said of it. */
function Title({
  record,
  answer,
}: {
  readonly record: ExplainRecord;
  readonly answer: ExplainAnswer;
}) {
  const classes = useStyles();
  return (
    <>
      {record.url ? <Link to={record.url}>{record.title}</Link> : record.title}
      {record.entityRef && (
        <div className={classes.action}>
          {parseEntityRef(record.entityRef).name}
        </div>
      )}
      <EvidenceList evidence={record.evidence} />
      <RecordCorrections
        answer={answer}
        observationKey={record.observationKey}
      />
    </>
  );
}

/** What the last column says: a value, or in the metric's words whether it counted. */
function valueLabel(
  { aggregate, id }: ExplainAnswer['definition'],
  t: Formats['t'],
): string {
  if (aggregate === 'ratio')
    switch (id) {
      case 'dora.deployment-rework-rate':
        return t('dora.explain.isFix');
      case 'dora.change-fail-rate':
        return t('dora.explain.needsFix');
      default:
        return t('dora.explain.counts');
    }
  // Of what is only counted there is nothing more to say.
  return aggregate === 'quantile' ? t('dora.explain.value') : '';
}

/** The records that make up the number. */
export function IncludedRecords({
  answer,
}: {
  readonly answer: ExplainAnswer;
}) {
  const { t, value, instant, instantUtc } = useFormats();
  const { aggregate, unit } = answer.definition;
  const included = answer.records.filter(
    record => record.excludedReason === undefined,
  );
  if (included.length === 0) return null;
  const amount = ({ value: number }: ExplainRecord) => {
    if (number === undefined) return '';
    if (aggregate === 'ratio')
      return number > 0 ? (
        <strong>{t('dora.explain.counted')}</strong>
      ) : (
        t('dora.explain.notCounted')
      );
    return aggregate === 'quantile' ? value(unit, number) : '';
  };
  return (
    <PlainTable
      columns={[
        { label: t('dora.explain.record') },
        { label: t('dora.explain.observedAt') },
        {
          label: valueLabel(answer.definition, t),
          isNumber: true,
        },
      ]}
      rows={included.map(record => ({
        id: record.observationKey,
        cells: [
          <Title key="title" record={record} answer={answer} />,
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
                <Title record={record} answer={answer} />
              </div>
            ))}
        </div>
      ))}
    </>
  );
}
