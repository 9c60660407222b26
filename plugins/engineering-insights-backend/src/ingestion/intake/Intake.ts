/** The form of what was sent, and the stream that its payloads are stored under. */
export type IntakeForm = 'events' | 'sarif' | 'cdevents';

/** What was sent to the intake: its form is known, its items are unread. */
export interface Intake {
  /** The entity that reads the scope. */
  readonly entityRef?: string;
  /** The place that the items belong to. */
  readonly scope?: string;
  readonly form: IntakeForm;
  /** Facts, the runs of a SARIF log, or CDEvents. */
  readonly items: readonly unknown[];
}
