import type {
  ExplainAnswer,
  ExplainRecord,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  BlockError,
  BlockSkeleton,
  useFormats,
  useRecords,
} from '@sei-platform/plugin-engineering-insights-react';
import type { ReactNode } from 'react';
import { clockOf } from '../../page/metricWords';
import { useTeamContext } from '../state/TeamContext';
import { CHART_HEIGHT } from './chartHeight';

/** A record that counts, with its value. */
export type CountedRecord = ExplainRecord & { readonly value: number };

export interface RecordsBlockProps {
  readonly metricId: string;
  readonly title: string;
  readonly subtitle: string;
  readonly children: (
    records: readonly CountedRecord[],
    answer: ExplainAnswer,
  ) => ReactNode;
}

function isCounted(record: ExplainRecord): record is CountedRecord {
  return record.excludedReason === undefined && record.value !== undefined;
}

/** A chart of single records, which are read by themselves, measured as the page says. */
export function RecordsBlock({
  metricId,
  title,
  subtitle,
  children,
}: RecordsBlockProps) {
  const { t } = useFormats();
  const { entity, state, choice } = useTeamContext();
  const query = useRecords({
    entity,
    window: state.window,
    metricId,
    isWithSubTeams: choice.isWithSubTeams,
    clock: clockOf(metricId, choice.clock),
  });
  const what = t('team.what.points');
  if (query.data)
    return <>{children(query.data.records.filter(isCounted), query.data)}</>;
  return (
    <Block title={title} subtitle={subtitle}>
      {query.error ? (
        <BlockError
          error={query.error}
          what={what}
          onRetry={() => query.refetch()}
        />
      ) : (
        <BlockSkeleton height={CHART_HEIGHT} what={what} />
      )}
    </Block>
  );
}
