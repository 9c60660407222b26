import Button from '@material-ui/core/Button';
import type {
  EntityHealth,
  MetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { describeReason } from '../reasons/describeReason';
import { Notice } from './Notice';
import { olderAnswerText } from './olderAnswerText';
import type { RefreshedQuery } from './olderAnswerText';

export interface SourceNoticesProps {
  readonly health: EntityHealth;
  readonly metrics: readonly MetricAnswer[];
  readonly query: RefreshedQuery & { readonly refetch: () => unknown };
  /** What the query reads: "the DORA numbers". */
  readonly what: string;
  /** The days of the window that is shown. */
  readonly days: number;
  /** There are numbers at all, so that history still being read is a caveat and not the whole story. */
  readonly hasNumbers: boolean;
}

/** What is to be known about all numbers: history still being read, sources not read lately, a refresh that failed. */
export function SourceNotices({
  health: { collection },
  metrics,
  query,
  what,
  days,
  hasNumbers,
}: SourceNoticesProps) {
  const formats = useFormats();
  const { t } = formats;
  const context = { days, formats };
  const stale = metrics.find(({ value }) => value.status === 'stale')?.value
    .reason;
  const staleText = stale && describeReason(stale, context);
  const olderText = olderAnswerText(query, { ...formats, what });
  const isCollecting =
    collection &&
    collection.doneScopeCount < collection.totalScopeCount &&
    hasNumbers;
  return (
    <>
      {olderText && (
        <Notice>
          {olderText}
          <Button size="small" color="primary" onClick={() => query.refetch()}>
            {t('kit.retry')}
          </Button>
        </Notice>
      )}
      {isCollecting && (
        <Notice>
          {
            describeReason(
              { code: 'collecting', parameters: { ...collection } },
              context,
            ).sentence
          }
        </Notice>
      )}
      {staleText && (
        <Notice>
          {staleText.sentence} {staleText.action}
        </Notice>
      )}
    </>
  );
}
