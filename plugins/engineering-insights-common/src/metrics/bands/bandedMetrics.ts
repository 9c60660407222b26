/** The metrics that have bands. */
export const BANDED_METRICS: readonly string[] = [
  'dora.change-lead-time',
  'dora.deployment-frequency',
  'dora.failed-deployment-recovery-time',
  'dora.change-fail-rate',
];
