import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';

/** One tab of the Engineering Insights page. */
export interface InsightsSection {
  /** Below the page's own path; empty for the tab that it opens on. */
  readonly path: string;
  /** The message of the tab's name: insights.section.<id>. */
  readonly id: InsightsSectionId;
  readonly Section: LazyExoticComponent<ComponentType>;
  /** Shown to those who may see how sources are read. */
  readonly isForOperators?: true;
}

export type InsightsSectionId =
  | 'overview'
  | 'dataHealth'
  | 'sources'
  | 'doctor'
  | 'triage'
  | 'policies';

/** In the order of the tabs. */
export const INSIGHTS_SECTIONS: readonly InsightsSection[] = [
  {
    id: 'overview',
    path: '',
    Section: lazy(async () => ({
      default: (await import('./overview/OverviewSection')).OverviewSection,
    })),
  },
  {
    id: 'dataHealth',
    path: 'data-health',
    Section: lazy(async () => ({
      default: (await import('./dataHealth/DataHealthSection'))
        .DataHealthSection,
    })),
  },
  {
    id: 'triage',
    path: 'triage',
    Section: lazy(async () => ({
      default: (await import('./triage/TriageSection')).TriageSection,
    })),
  },
  {
    id: 'policies',
    path: 'policies',
    Section: lazy(async () => ({
      default: (await import('./policies/PoliciesSection')).PoliciesSection,
    })),
  },
  {
    id: 'doctor',
    path: 'doctor',
    Section: lazy(async () => ({
      default: (await import('./doctor/DoctorSection')).DoctorSection,
    })),
  },
  {
    id: 'sources',
    path: 'sources',
    isForOperators: true,
    Section: lazy(async () => ({
      default: (await import('./sources/SourcesSection')).SourcesSection,
    })),
  },
];
