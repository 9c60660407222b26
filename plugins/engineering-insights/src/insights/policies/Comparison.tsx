import { makeStyles } from '@material-ui/core/styles';
import type {
  EntityName,
  MetricDefinition,
  MetricValue,
  MetricWindow,
  PolicyComparison,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  BlockError,
  BlockSkeleton,
  PlainTable,
  useFormats,
  useMetricDefinitions,
  usePolicyComparison,
} from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { settingName, settingText } from '../../policies/policyTexts';
import { describeReason } from '../../reasons/describeReason';
import { ComparedRecords } from './ComparedRecords';

const SKELETON_HEIGHT = 280;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
    overflowWrap: 'break-word',
  },
  table: { overflowX: 'auto' },
  heading: { fontSize: 13, fontWeight: 600, margin: theme.spacing(0, 0, 0.5) },
  text: { fontSize: 14, lineHeight: '20px', margin: 0 },
}));

function valueText(
  value: MetricValue | undefined,
  definition: MetricDefinition | undefined,
  days: number,
  formats: Formats,
): string {
  const { t } = formats;
  if (!value || !definition) return t('dora.cards.missing');
  if (!('value' in value)) {
    const { sentence } = describeReason(value.reason, { days, formats });
    return value.reason.code === 'noFailures'
      ? sentence
      : t('policies.compare.unknown', { reason: sentence });
  }
  const text = formats.value(definition.unit, value.value);
  return value.status === 'insufficientSample'
    ? t('policies.compare.small', {
        value: text,
        sampleSize: formats.count(value.sampleSize),
      })
    : text;
}

function Values({
  answer,
  definitions,
}: {
  answer: PolicyComparison;
  definitions: readonly MetricDefinition[];
}) {
  const formats = useFormats();
  const { t } = formats;
  return (
    <PlainTable
      caption={t('policies.compare.title')}
      columns={[
        { label: t('policies.compare.metric') },
        { label: t('policies.compare.inForce') },
        { label: t('policies.compare.other') },
      ]}
      rows={answer.inForce.values.map(({ metricId, value }) => {
        const definition = definitions.find(({ id }) => id === metricId);
        const beside = answer.other.values.find(
          each => each.metricId === metricId,
        );
        const { days } = answer.window;
        return {
          id: metricId,
          cells: [
            definition?.title ?? metricId,
            valueText(value, definition, days, formats),
            valueText(beside?.value, definition, days, formats),
          ],
        };
      })}
    />
  );
}

function Settings({ answer }: { answer: PolicyComparison }) {
  const classes = useStyles();
  const formats = useFormats();
  const { t } = formats;
  return (
    <div>
      <h3 className={classes.heading}>{t('policies.compare.settings')}</h3>
      {answer.differences.length === 0 ? (
        <p className={classes.text}>{t('policies.compare.noSettings')}</p>
      ) : (
        <div className={classes.table}>
          <PlainTable
            caption={t('policies.compare.settings')}
            columns={[
              { label: t('policies.inForce.setting') },
              { label: t('policies.compare.inForce') },
              { label: t('policies.compare.other') },
            ]}
            rows={answer.differences.map(({ name, from, to }) => ({
              id: name,
              cells: [
                settingName(name, formats),
                settingText(name, from, formats),
                settingText(name, to, formats),
              ],
            }))}
          />
        </div>
      )}
    </div>
  );
}

export interface ComparisonProps {
  readonly entity: EntityName;
  readonly window: MetricWindow;
  /** What the policy in force is compared with. */
  readonly other: string;
}

/** Five values under each policy, the settings that differ, and the records that make the difference. */
export function Comparison({ entity, window, other }: ComparisonProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const query = usePolicyComparison({ entity, window, with: other });
  const definitions = useMetricDefinitions();
  const what = t('policies.compare.what');
  const [first] = query.data?.pages ?? [];
  if (!first || !definitions.data) {
    const error = query.error ?? definitions.error;
    return error ? (
      <BlockError
        error={error}
        what={what}
        onRetry={() => {
          query.refetch();
          definitions.refetch();
        }}
      />
    ) : (
      <BlockSkeleton height={SKELETON_HEIGHT} what={what} />
    );
  }
  return (
    <div className={classes.root}>
      <div className={classes.table}>
        <Values answer={first} definitions={definitions.data} />
      </div>
      <Settings answer={first} />
      <ComparedRecords
        answer={first}
        records={query.data?.pages.flatMap(({ records }) => records) ?? []}
        onMore={query.hasNextPage ? () => query.fetchNextPage() : undefined}
        isLoadingMore={query.isFetchingNextPage}
      />
    </div>
  );
}
