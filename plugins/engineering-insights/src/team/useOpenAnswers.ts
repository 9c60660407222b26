import type { TeamAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { useTeamContext } from './state/TeamContext';
import { useTeamSection } from './useTeamSection';

/** What is known of the sections that are open, in the order of the page. */
export function useOpenAnswers(): readonly TeamAnswer[] {
  const { openSections } = useTeamContext().state;
  const flow = useTeamSection('flow', openSections.includes('flow'));
  const planning = useTeamSection(
    'planning',
    openSections.includes('planning'),
  );
  const balance = useTeamSection('balance', openSections.includes('balance'));
  const quality = useTeamSection('quality', openSections.includes('quality'));
  return [flow, planning, balance, quality].flatMap(({ data }) =>
    data && openSections.includes(data.section) ? [data] : [],
  );
}
