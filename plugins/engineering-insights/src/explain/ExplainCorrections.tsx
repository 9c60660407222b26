import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type {
  CorrectionRow,
  ExplainAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { usePagesFormats } from '@sei-platform/plugin-engineering-insights-react';
import type { PagesFormats } from '@sei-platform/plugin-engineering-insights-react';
import { useInsightsPath } from '../insights/useInsightsPath';

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: theme.spacing(0, 0, 1),
    padding: 0,
    fontSize: 13,
    lineHeight: '18px',
  },
  item: { padding: theme.spacing(0.5, 0), overflowWrap: 'anywhere' },
  said: {
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
  link: { fontSize: 13, lineHeight: '18px' },
}));

/** Who said it, when and why. */
function saidText(row: CorrectionRow, { t, date }: PagesFormats): string {
  return t('triage.corrections.markedByHand', {
    by: parseEntityRef(row.by).name,
    date: date(row.at),
    note: row.note ?? t('triage.corrections.noNote'),
  });
}

/** What people said of one rollout, beside its record. */
export function RecordCorrections({
  answer,
  observationKey,
}: {
  readonly answer: ExplainAnswer;
  readonly observationKey: string;
}) {
  const classes = useStyles();
  const formats = usePagesFormats();
  const { t } = formats;
  const rows = (answer.corrections ?? []).filter(
    ({ rolloutKey }) => rolloutKey === observationKey,
  );
  return (
    <>
      {rows.map(row => (
        <div key={row.id} className={classes.said}>
          {t(`triage.corrections.verdict.${row.verdict}`)},{' '}
          {saidText(row, formats)}
        </div>
      ))}
    </>
  );
}

/** Everything by hand that bears on a number, and where it is taken back. */
export function ExplainCorrections({
  answer,
}: {
  readonly answer: ExplainAnswer;
}) {
  const classes = useStyles();
  const formats = usePagesFormats();
  const { t } = formats;
  const pathOf = useInsightsPath();
  const { entity, corrections = [] } = answer;
  return (
    <>
      <ul className={classes.list}>
        {corrections.map(row => (
          <li key={row.id} className={classes.item}>
            {t(`triage.corrections.verdict.${row.verdict}`)}:{' '}
            {row.url ? <Link to={row.url}>{row.title}</Link> : row.title}
            <div className={classes.said}>{saidText(row, formats)}</div>
          </li>
        ))}
      </ul>
      {pathOf && (
        <Link
          className={classes.link}
          to={pathOf('triage', { entity: entity.ref, list: 'corrections' })}
        >
          {t('triage.corrections.seeAll', { title: entity.title })}
        </Link>
      )}
    </>
  );
}
