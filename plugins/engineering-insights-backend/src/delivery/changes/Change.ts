import type { ExclusionCode } from '@sei-platform/plugin-engineering-insights-common';

/** A commit that a deployment carries first, or an original of one that stands for it. */
export interface Change {
  readonly sha: string;
  readonly isOriginal: boolean;
  readonly startedAt: number;
  readonly actor?: string;
  readonly pullRequestId?: string;
  readonly excludedReason?: ExclusionCode;
}
