import { hours, percent } from '../devlake/format';
import type { ComparedProject, WindowComparison } from './Comparison';
import {
  whyFailRate,
  whyFrequency,
  whyLeadTime,
  whyRecovery,
  whyRework,
} from './whyTheyDiffer';

/** The table of a metric. */
export interface Section {
  readonly title: string;
  readonly metricId: string;
  /** Absent where DevLake has no such metric. */
  readonly panel?: string;
  format(value: number): string;
  why(comparison: WindowComparison, project: ComparedProject): string;
}

const hoursOf = (seconds: number) => `${hours(seconds / 60)} h`;

/** In the order of the page. */
export const SECTIONS: readonly Section[] = [
  {
    title: 'Deployment frequency',
    metricId: 'dora.deployment-frequency',
    panel: 'deployment_frequency_stat',
    format: value => `${value.toFixed(3)} a day`,
    why: whyFrequency,
  },
  {
    title: 'Change lead time (DevLake: hours)',
    metricId: 'dora.change-lead-time',
    panel: 'median_lead_time_stat',
    format: hoursOf,
    why: whyLeadTime,
  },
  {
    title: 'Change fail rate',
    metricId: 'dora.change-fail-rate',
    panel: 'change_failure_rate_stat',
    format: percent,
    why: whyFailRate,
  },
  {
    title: 'Failed deployment recovery time (DevLake: hours)',
    metricId: 'dora.failed-deployment-recovery-time',
    panel: 'recovery_time_stat',
    format: hoursOf,
    why: whyRecovery,
  },
  {
    title: 'Deployment rework rate (DevLake has none)',
    metricId: 'dora.deployment-rework-rate',
    format: percent,
    why: whyRework,
  },
];
