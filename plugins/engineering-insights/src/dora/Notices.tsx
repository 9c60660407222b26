import type { DoraAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { Notice } from '../page/Notice';
import { SourceNotices } from '../page/SourceNotices';
import type { SourceNoticesProps } from '../page/SourceNotices';
import { LastPeriodButton } from '../reasons/LastPeriodButton';
import { sharedReason } from './cards/sharedReason';

export interface NoticesProps extends Pick<SourceNoticesProps, 'query'> {
  readonly answer: DoraAnswer;
}

/** What is to be known about all numbers of the tab. */
export function Notices({ answer, query }: NoticesProps) {
  const { t } = useFormats();
  const hasNumbers = !sharedReason(answer);
  const isWithoutData =
    hasNumbers &&
    answer.summary.deploymentCount === 0 &&
    answer.lastWindowWithData !== undefined;
  return (
    <>
      {isWithoutData && (
        <Notice>
          {t('reason.noDataInWindow', { days: String(answer.window.days) })}
          <LastPeriodButton lastWindowWithData={answer.lastWindowWithData} />
        </Notice>
      )}
      <SourceNotices
        health={answer.health}
        metrics={answer.metrics}
        query={query}
        what={t('dora.what.metrics')}
        days={answer.window.days}
        hasNumbers={hasNumbers}
      />
    </>
  );
}
