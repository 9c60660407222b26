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
    path: '',
    id: 'overview',
    Section: lazy(() =>
      import('./overview/OverviewSection').then(({ OverviewSection }) => ({
        default: OverviewSection,
      })),
    ),
  },
];
