import Button from '@material-ui/core/Button';
import { isProblemError } from '@sei-platform/plugin-engineering-insights-common';
import type { DoraAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { Notice } from './Notice';
import { sharedReason } from './cards/DoraCards';
import { LastPeriodButton } from './reasons/LastPeriodButton';
import { describeReason } from './reasons/describeReason';

export interface NoticesProps {
  readonly answer: DoraAnswer;
  readonly query: {
    readonly error: Error | null;
    readonly dataUpdatedAt: number;
    readonly refetch: () => unknown;
  };
}

/** What is to be known about all numbers: history still being read, sources not read lately, a refresh that failed. */
export function Notices({ answer, query }: NoticesProps) {
  const formats = useFormats();
  const { t, ago } = formats;
  const { collection } = answer.health;
  const context = { days: answer.window.days, formats };
  const stale = answer.metrics.find(({ value }) => value.status === 'stale')
    ?.value.reason;
  const staleText = stale && describeReason(stale, context);
  const isCollecting =
    collection &&
    collection.doneScopeCount < collection.totalScopeCount &&
    !sharedReason(answer);
  const isWithoutData =
    !sharedReason(answer) &&
    answer.summary.deploymentCount === 0 &&
    answer.lastWindowWithData !== undefined;
  return (
    <>
      {isWithoutData && (
        <Notice>
          {t('reason.noDataInWindow', { days: String(answer.window.days) })}
          <LastPeriodButton answer={answer} />
        </Notice>
      )}
      {query.error && (
        <Notice>
          {t('kit.showingOlder', {
            what: t('dora.what.metrics'),
            status: isProblemError(query.error)
              ? String(query.error.problem.status)
              : query.error.name,
            ago: ago(new Date(query.dataUpdatedAt).toISOString()),
          })}
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
