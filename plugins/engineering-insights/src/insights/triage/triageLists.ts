import type { TriageCounts } from '@sei-platform/plugin-engineering-insights-common';
import type { PagesFormats } from '@sei-platform/plugin-engineering-insights-react';

/** A block of the page, as the address names it. */
export type TriageListId =
  | 'incidents'
  | 'revision'
  | 'environment'
  | 'people'
  | 'corrections';

/** The blocks in their order, each with its name and how much is in it. */
export function triageLists(counts: TriageCounts, t: PagesFormats['t']) {
  return [
    {
      id: 'incidents',
      title: t('triage.incidents.title'),
      amount: counts.unlinkedIncidents,
    },
    {
      id: 'revision',
      title: t('triage.revision.title'),
      amount: counts.deploymentsWithoutRevision,
    },
    {
      id: 'environment',
      title: t('triage.environment.title'),
      amount: counts.deploymentsWithoutEnvironment,
    },
    {
      id: 'people',
      title: t('triage.people.title'),
      amount: counts.unknownPeople,
    },
    {
      id: 'corrections',
      title: t('triage.corrections.title'),
      amount: counts.corrections,
    },
  ] as const satisfies readonly {
    id: TriageListId;
    title: string;
    amount: number;
  }[];
}
