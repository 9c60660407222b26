import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Band,
  ExplainAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  bandLabel,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { describeReason } from '../reasons/describeReason';
import { measuredText } from '../page/measuredText';
import { metricValueText } from '../page/metricWords';
import { ExplainCorrections } from './ExplainCorrections';
import { ExcludedRecords, IncludedRecords } from './ExplainRecords';
import { formulaText } from './formulaText';
import { settingName, settingText } from './settingText';

const useStyles = makeStyles(theme => ({
  section: { marginBottom: theme.spacing(3) },
  heading: {
    fontSize: 12,
    lineHeight: '16px',
    fontWeight: 600,
    margin: theme.spacing(0, 0, 0.75),
    color: theme.palette.text.secondary,
  },
  text: { fontSize: 14, lineHeight: '20px', margin: 0 },
  small: {
    fontSize: 13,
    lineHeight: '18px',
    margin: theme.spacing(0.5, 0, 0),
    color: theme.palette.text.secondary,
  },
  result: { fontSize: 20, lineHeight: '28px', fontWeight: 600, margin: 0 },
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2.25),
    fontSize: 13,
    lineHeight: '20px',
  },
  settings: {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0.25, 2),
    margin: theme.spacing(0.5, 0, 0),
    fontSize: 13,
    lineHeight: '18px',
  },
  key: { color: theme.palette.text.secondary },
  value: { margin: 0, overflowWrap: 'anywhere' },
}));

function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  const classes = useStyles();
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h3 id={id} className={classes.heading}>
        {title}
      </h3>
      {children}
    </section>
  );
}

function Numbers({
  answer,
  band,
}: {
  readonly answer: ExplainAnswer;
  readonly band?: Band;
}) {
  const classes = useStyles();
  const formats = useFormats();
  const { t } = formats;
  const { value, definition, measuredAs, window } = answer;
  const said = measuredText(measuredAs, t);
  const formula = formulaText(answer, formats);
  const reason =
    value.reason &&
    describeReason(value.reason, { days: window.days, formats });
  return (
    <Section title={t('dora.explain.numbers')}>
      {'value' in value && (
        <p className={classes.result}>
          {metricValueText(definition, value.value, formats)}
        </p>
      )}
      {said && (
        <p className={classes.text}>{t('measuring.explained', { said })}</p>
      )}
      {formula && <p className={classes.text}>{formula}</p>}
      {reason && (
        <p className={classes.small}>
          {reason.sentence} {reason.action}
        </p>
      )}
      {band && (
        <p className={classes.small}>
          {bandLabel(band, t)}:{' '}
          {band.cutOffs
            .map(
              ({ level, label, origin }) =>
                `${t(`kit.${level}`).toLocaleLowerCase()} ${label} (${t(
                  origin === 'ours' ? 'kit.ours' : 'kit.published',
                )})`,
            )
            .join(', ')}
          . {t('kit.bandNote')}
        </p>
      )}
    </Section>
  );
}

function Policy({ policy }: Pick<ExplainAnswer, 'policy'>) {
  const classes = useStyles();
  const formats = useFormats();
  const { t, date } = formats;
  return (
    <Section title={t('dora.explain.policy')}>
      <p className={classes.text}>
        {t('dora.explain.policySetBy', {
          name: policy.name,
          setBy: policy.setBy,
          since: date(policy.since),
        })}
      </p>
      <dl className={classes.settings}>
        {Object.entries(policy.settings).map(([key, setting]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt className={classes.key}>{settingName(key, t)}</dt>
            <dd className={classes.value}>
              {settingText(key, setting, formats)}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

export interface ExplainContentProps {
  readonly answer: ExplainAnswer;
  readonly band?: Band;
  readonly onMore?: () => void;
  readonly isLoadingMore: boolean;
  /** The definition stands elsewhere on the page. */
  readonly isWithoutDefinition?: boolean;
}

/** Definition, numbers in the formula, what is in it, what is not and why, and what sets the rules. */
export function ExplainContent({
  answer,
  band,
  onMore,
  isLoadingMore,
  isWithoutDefinition = false,
}: ExplainContentProps) {
  const classes = useStyles();
  const { t, count, counted } = useFormats();
  const { definition, corrections = [], hiddenRecordCount } = answer;
  const leftOut = answer.excludedCounts.reduce(
    (sum, exclusion) => sum + exclusion.count,
    0,
  );
  return (
    <>
      {!isWithoutDefinition && (
        <Section
          title={`${t('dora.explain.definition')}, ${t('dora.explain.version', {
            version: String(definition.version),
          })}`}
        >
          <p className={classes.text}>{definition.summary}</p>
          <p className={classes.small}>{definition.formula}</p>
        </Section>
      )}
      <Numbers answer={answer} band={band} />
      {hiddenRecordCount > 0 && (
        <Section title={t('dora.explain.hidden')}>
          <p className={classes.text}>
            {t('dora.explain.hiddenRecords', counted(hiddenRecordCount))}
          </p>
        </Section>
      )}
      <Section
        title={t('dora.explain.included', {
          amount: count(answer.includedCount),
        })}
      >
        <IncludedRecords answer={answer} />
        {onMore && (
          <Button size="small" onClick={onMore} disabled={isLoadingMore}>
            {t('dora.explain.more')}
          </Button>
        )}
      </Section>
      <Section title={t('dora.explain.leftOut', { amount: count(leftOut) })}>
        <ExcludedRecords answer={answer} />
      </Section>
      {corrections.length > 0 && (
        <Section
          title={t('dora.explain.corrected', {
            amount: count(corrections.length),
          })}
        >
          <ExplainCorrections answer={answer} />
        </Section>
      )}
      <Policy policy={answer.policy} />
      {!isWithoutDefinition && definition.blindSpots.length > 0 && (
        <Section title={t('dora.explain.blindSpots')}>
          <ul className={classes.list}>
            {definition.blindSpots.map(blindSpot => (
              <li key={blindSpot}>{blindSpot}</li>
            ))}
          </ul>
        </Section>
      )}
      {!isWithoutDefinition && (
        <Section title={t('dora.explain.references')}>
          <ul className={classes.list}>
            {definition.references.map(({ title, url }) => (
              <li key={url}>
                <Link to={url}>{title}</Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
