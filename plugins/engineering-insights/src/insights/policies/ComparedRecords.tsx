import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type {
  PolicyComparison,
  PolicyRecord,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  PlainTable,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import { EvidenceList } from '../../evidence/EvidenceList';
import { recordReason } from '../../policies/policyTexts';

const useStyles = makeStyles(theme => ({
  heading: { fontSize: 13, fontWeight: 600, margin: theme.spacing(0, 0, 0.5) },
  text: { fontSize: 13, lineHeight: '18px', margin: 0 },
  table: { marginTop: theme.spacing(1), overflowX: 'auto' },
  list: { listStyle: 'none', margin: theme.spacing(1, 0, 0), padding: 0 },
  item: {
    fontSize: 13,
    lineHeight: '18px',
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  detail: { color: theme.palette.text.secondary },
  footer: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    fontSize: 12,
    marginTop: theme.spacing(1),
  },
}));

const keyOf = ({ kind, countsUnder, at, title }: PolicyRecord) =>
  `${kind} ${countsUnder} ${at} ${title}`;

function Title({ record }: { readonly record: PolicyRecord }) {
  return (
    <>
      {record.url ? <Link to={record.url}>{record.title}</Link> : record.title}
      <EvidenceList evidence={record.evidence} />
    </>
  );
}

export interface ComparedRecordsProps {
  readonly answer: PolicyComparison;
  readonly records: readonly PolicyRecord[];
  /** Absent where all are shown. */
  readonly onMore?: () => void;
  readonly isLoadingMore: boolean;
}

/** How many records count under one policy, the other and both, and each that makes a difference with why. */
export function ComparedRecords({
  answer,
  records,
  onMore,
  isLoadingMore,
}: ComparedRecordsProps) {
  const classes = useStyles();
  const formats = useFormats();
  const { t } = formats;
  const isNarrow = useLayoutSize() === 'narrow';
  const under = ({ countsUnder }: PolicyRecord) =>
    t(
      countsUnder === 'inForce'
        ? 'policies.compare.underInForce'
        : 'policies.compare.underOther',
    );
  const kindOf = ({ kind }: PolicyRecord) => t(`policies.compare.one.${kind}`);
  return (
    <div>
      <h3 className={classes.heading}>{t('policies.compare.records')}</h3>
      {answer.counts.map(({ kind, both, onlyInForce, onlyOther }) => (
        <p key={kind} className={classes.text}>
          {t('policies.compare.counts', {
            kind: t(`policies.compare.kind.${kind}`),
            both: formats.count(both),
            onlyInForce: formats.count(onlyInForce),
            onlyOther: formats.count(onlyOther),
          })}
        </p>
      ))}
      {records.length === 0 && (
        <p className={classes.text}>{t('policies.compare.noRecords')}</p>
      )}
      {records.length > 0 && isNarrow && (
        <ul className={classes.list} aria-label={t('policies.compare.records')}>
          {records.map(record => (
            <li key={keyOf(record)} className={classes.item}>
              <Title record={record} />
              <div className={classes.detail}>
                {kindOf(record)} · {formats.instantUtc(record.at)} ·{' '}
                {t('policies.compare.countsUnder')} {under(record)}
              </div>
              <div>{recordReason(record, formats)}</div>
            </li>
          ))}
        </ul>
      )}
      {records.length > 0 && !isNarrow && (
        <div className={classes.table}>
          <PlainTable
            caption={t('policies.compare.records')}
            columns={[
              { label: t('policies.compare.at') },
              { label: t('policies.compare.record') },
              { label: t('policies.compare.countsUnder') },
              { label: t('policies.compare.why') },
            ]}
            rows={records.map(record => ({
              id: keyOf(record),
              cells: [
                formats.instantUtc(record.at),
                <>
                  {kindOf(record)}: <Title record={record} />
                </>,
                under(record),
                recordReason(record, formats),
              ],
            }))}
          />
        </div>
      )}
      {records.length > 0 && (
        <div className={classes.footer}>
          {t('policies.compare.shown', {
            shown: formats.count(records.length),
            total: formats.count(answer.totalCount),
          })}
          {onMore && (
            <Button
              size="small"
              color="primary"
              data-no-print
              onClick={onMore}
              aria-busy={isLoadingMore || undefined}
            >
              {t('policies.compare.more')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
