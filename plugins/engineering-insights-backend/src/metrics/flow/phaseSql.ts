import type {
  ExclusionCode,
  PhaseName,
} from '@sei-platform/plugin-engineering-insights-common';
import type { MetricScope } from '@sei-platform/plugin-engineering-insights-node';
import { durationSql } from '../durationSql';

/** Where a phase begins and ends, and why it can be unknown, in order; columns of `bounded`. */
export interface PhaseSql {
  readonly from: string;
  readonly to: string;
  readonly unknownWhen: readonly {
    readonly condition: string;
    readonly code: ExclusionCode;
  }[];
}

/** The whole way from the first commit to the merge. */
export const CYCLE_SQL: PhaseSql = {
  from: 'first_commit_at',
  to: 'merged_at',
  unknownWhen: [
    { condition: 'first_commit_at is null', code: 'boundaryMissing' },
    { condition: 'first_commit_at > merged_at', code: 'boundaryOutOfOrder' },
  ],
};

/** The partition of the way from the first commit to deployment. */
export const PHASE_SQL: Readonly<Record<PhaseName, PhaseSql>> = {
  coding: {
    from: 'first_commit_at',
    to: 'ready_at',
    unknownWhen: [
      {
        condition: 'first_commit_at is null or ready_at is null',
        code: 'boundaryMissing',
      },
      {
        condition: 'is_commit_out_of_order or is_ready_out_of_order',
        code: 'boundaryOutOfOrder',
      },
    ],
  },
  pickup: {
    from: 'ready_at',
    to: 'first_review_at',
    unknownWhen: [
      { condition: 'first_review_at is null', code: 'notReviewed' },
      { condition: 'ready_at is null', code: 'boundaryMissing' },
      { condition: 'is_ready_out_of_order', code: 'boundaryOutOfOrder' },
    ],
  },
  review: {
    from: 'first_review_at',
    to: 'approved_at',
    unknownWhen: [
      { condition: 'first_review_at is null', code: 'notReviewed' },
      { condition: 'approved_at is null', code: 'boundaryMissing' },
    ],
  },
  merge: {
    from: 'approved_at',
    to: 'merged_at',
    unknownWhen: [
      { condition: 'first_review_at is null', code: 'notReviewed' },
      { condition: 'approved_at is null', code: 'boundaryMissing' },
    ],
  },
  deploy: {
    from: 'merged_at',
    to: 'deployed_at',
    unknownWhen: [
      { condition: 'deployed_at is null', code: 'notDeployed' },
      { condition: 'not is_contributing', code: 'boundaryMissing' },
      { condition: 'is_deployed_out_of_order', code: 'boundaryOutOfOrder' },
    ],
  },
};

/** Seconds of a phase on the clock of the question; null where one of its ends is, or where the calendar says nothing of it. */
export function phaseSecondsSql(
  scope: Pick<MetricScope, 'clock'>,
  { from, to }: PhaseSql,
): string {
  return durationSql(scope, from, to);
}

/** The exclusion code of a phase, or null where it is known. */
export function phaseUnknownSql({ unknownWhen }: PhaseSql): string {
  const cases = unknownWhen.map(
    ({ condition, code }) => `when ${condition} then '${code}'`,
  );
  return `case ${cases.join(' ')} end`;
}
