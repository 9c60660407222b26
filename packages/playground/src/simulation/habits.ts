/** How a team works; medians unless said otherwise. */
export interface Habits {
  /** Working hours between the first commit and the pull request. */
  readonly codingHours: number;
  readonly commitsPerPullRequest: number;
  readonly linesPerCommit: number;
  readonly draftShare: number;
  /** Working hours until the first review. */
  readonly firstReviewHours: number;
  readonly changesRequestedShare: number;
  readonly unreviewedShare: number;
  readonly approvals: 1 | 2;
  /** Working hours between the last approval and the merge. */
  readonly mergeHours: number;
  /** Share of changes that carry a defect before size and review count. */
  readonly defectShare: number;
  /** How the team answers a defect in production; the rest is fixed without hurry. */
  readonly answers: {
    readonly rollback: number;
    readonly revert: number;
    readonly hotfix: number;
  };
  /** Hours until a defect in production is noticed. */
  readonly noticeHours: number;
  /** Merges the default branch into branches that live for days. */
  readonly mergesMainIntoBranch: boolean;
  /** Months of the history in which failures multiply, counted from its start. */
  readonly badMonths?: {
    readonly from: number;
    readonly to: number;
    readonly factor: number;
  };
  /** What the median waiting times change by over eighteen months: 0.6 is 40 % shorter. */
  readonly drift: number;
}

const USUAL: Habits = {
  codingHours: 7,
  commitsPerPullRequest: 3,
  linesPerCommit: 35,
  draftShare: 0.15,
  firstReviewHours: 3,
  changesRequestedShare: 0.25,
  unreviewedShare: 0.04,
  approvals: 1,
  mergeHours: 1,
  defectShare: 0.09,
  answers: { rollback: 0.25, revert: 0.25, hotfix: 0.3 },
  noticeHours: 2,
  mergesMainIntoBranch: false,
  drift: 1,
};

export const HABITS = {
  usual: USUAL,
  /** A quarter in which a migration went wrong. */
  badQuarter: {
    ...USUAL,
    answers: { rollback: 0.4, revert: 0.2, hotfix: 0.3 },
    badMonths: { from: 9, to: 12, factor: 3 },
  },
  smallBatches: {
    ...USUAL,
    codingHours: 3,
    commitsPerPullRequest: 2,
    linesPerCommit: 20,
    draftShare: 0.05,
    firstReviewHours: 1.2,
    changesRequestedShare: 0.15,
    mergeHours: 0.4,
    defectShare: 0.07,
    answers: { rollback: 0.15, revert: 0.5, hotfix: 0.15 },
    noticeHours: 1,
    drift: 0.7,
  },
  longBranches: {
    ...USUAL,
    codingHours: 26,
    commitsPerPullRequest: 8,
    linesPerCommit: 60,
    draftShare: 0.3,
    firstReviewHours: 11,
    changesRequestedShare: 0.45,
    mergeHours: 5,
    defectShare: 0.12,
    answers: { rollback: 0.1, revert: 0.1, hotfix: 0.6 },
    noticeHours: 7,
    mergesMainIntoBranch: true,
  },
  slowReviewers: {
    ...USUAL,
    firstReviewHours: 9,
    changesRequestedShare: 0.35,
    mergeHours: 3,
    answers: { rollback: 0.2, revert: 0.3, hotfix: 0.2 },
    noticeHours: 4,
    drift: 1.3,
  },
  thorough: {
    ...USUAL,
    codingHours: 9,
    firstReviewHours: 4,
    changesRequestedShare: 0.4,
    unreviewedShare: 0,
    approvals: 2,
    defectShare: 0.07,
    answers: { rollback: 0.7, revert: 0.1, hotfix: 0.1 },
    noticeHours: 1,
  },
} satisfies Record<string, Habits>;

export type HabitsName = keyof typeof HABITS;
