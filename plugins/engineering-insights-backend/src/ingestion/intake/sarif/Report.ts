import type {
  FindingFact,
  IntakeAnswer,
} from '@sei-platform/plugin-engineering-insights-common';

/** What a scanner found at one time, by one run or several of one tool and category. */
export interface Report {
  /** Reports with the same replace each other. */
  readonly key: string;
  readonly tool: string;
  /** When it ended, ISO 8601; when it arrived where it does not say. */
  readonly at: string;
  /** Undefined where it does not say. */
  readonly isSuccessful?: boolean;
  /** The sender's word on whether it looked at everything. */
  readonly isComplete?: boolean;
  /** Undefined where a run has no list of results. */
  readonly resultCount?: number;
  readonly findings: readonly FindingFact[];
  /** A reason for each result that makes no fact. */
  readonly ignored: readonly string[];
  readonly invalid: IntakeAnswer['invalid'];
}
