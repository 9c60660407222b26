import type { HumanDuration } from '@backstage/types';
import type { RetainedKind } from '../database/operations/facts/retainFacts';

/** How long facts of a kind are kept after they were over; without end where absent. */
export type RetentionRules = Readonly<
  Partial<Record<RetainedKind, HumanDuration>>
>;
