import type { TeamSection } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  BlockError,
  BlockSkeleton,
  ClockProvider,
  useFormats,
  useMetricDefinitions,
} from '@sei-platform/plugin-engineering-insights-react';
import type { ReactNode } from 'react';
import { ReasonPanel } from '../../reasons/ReasonPanel';
import { sharedReason } from '../../reasons/sharedReason';
import { useTeamSection } from '../useTeamSection';
import type { SectionNumbers } from './SectionNumbers';

// Pipelines and incidents keep no working hours.
const BY_CHOSEN_CLOCK: readonly TeamSection[] = ['flow', 'planning'];

export interface SectionContentProps {
  readonly section: TeamSection;
  /** How high it is about to be. */
  readonly height: number;
  readonly children: (numbers: SectionNumbers) => ReactNode;
}

/** Reads what an open section shows; what it has in common with all of its numbers is said once. */
export function SectionContent({
  section,
  height,
  children,
}: SectionContentProps) {
  const { t } = useFormats();
  const query = useTeamSection(section, true);
  const definitions = useMetricDefinitions();
  const answer = query.data;
  const what = t(`team.what.${section}`);
  if (answer && definitions.data) {
    const reason = sharedReason(answer.metrics.map(({ value }) => value));
    if (reason)
      return (
        <ReasonPanel
          reason={reason}
          days={answer.window.days}
          health={answer.health}
        />
      );
    return (
      <ClockProvider
        value={BY_CHOSEN_CLOCK.includes(section) ? answer.clock : 'elapsed'}
      >
        {children({
          answer,
          definitions: definitions.data,
          isBusy: query.isFetching,
        })}
      </ClockProvider>
    );
  }
  const error = query.error ?? definitions.error;
  if (!error) return <BlockSkeleton height={height} what={what} />;
  return (
    <Block title={t(`team.section.${section}`)}>
      <BlockError
        error={error}
        what={what}
        onRetry={() => {
          definitions.refetch();
          query.refetch();
        }}
      />
    </Block>
  );
}
