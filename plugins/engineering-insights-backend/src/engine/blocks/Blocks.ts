import type {
  CoverageByService,
  Distribution,
  FindingsByAge,
  PhaseBucket,
  SprintSummary,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Completeness } from '../health';

/** What the tabs show beside metrics. */
export interface Blocks {
  readonly phases: readonly PhaseBucket[];
  /** How change lead times are spread. */
  readonly leadTimes: Distribution;
  readonly sprints: readonly SprintSummary[];
  readonly findingsByAge: FindingsByAge;
  readonly coverageByService: CoverageByService;
  readonly completeness: Completeness;
}

export type BlockId = keyof Blocks;

/** Raised when what is kept of an older version may not be shown any more. */
export const BLOCKS_VERSION = 1;
