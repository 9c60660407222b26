import {
  ANNOTATION_DEPLOYMENTS,
  ANNOTATION_HOTFIX_LABELS,
  ANNOTATION_INCIDENT_LABELS,
  ANNOTATION_PRODUCTION_ENVIRONMENTS,
} from '@sei-platform/plugin-engineering-insights-common';
import type { DoctorTrial } from '@sei-platform/plugin-engineering-insights-common';

export const RULE_SOURCES = [
  'deployments',
  'releases',
  'tags',
  'pipelineRuns',
  'merges',
] as const;
export type RuleSource = (typeof RULE_SOURCES)[number];

export const EVIDENCE_KINDS = [
  'incident',
  'rollback',
  'revert',
  'hotfix',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** A rule as the controls hold it; what is empty stays as it is. */
export interface RuleDraft {
  readonly from: RuleSource | '';
  /** Which of them: tags, a pipeline or a branch. */
  readonly pattern: string;
  readonly production: string;
  readonly hotfixLabels: string;
  readonly incidentLabels: string;
  readonly windowHours: string;
  /** Only those that are to count otherwise than now. */
  readonly evidence: Readonly<Partial<Record<EvidenceKind, boolean>>>;
}

export const EMPTY_DRAFT: RuleDraft = {
  from: '',
  pattern: '',
  production: '',
  hotfixLabels: '',
  incidentLabels: '',
  windowHours: '',
  evidence: {},
};

/** The rule that the controls say. */
export function trialOf(draft: RuleDraft): DoctorTrial {
  const { from, pattern, windowHours, evidence } = draft;
  const rule =
    from && pattern.trim() && from !== 'deployments'
      ? `${from}:${pattern.trim()}`
      : from;
  const annotations = {
    ...(rule && { [ANNOTATION_DEPLOYMENTS]: rule }),
    ...textOf(ANNOTATION_PRODUCTION_ENVIRONMENTS, draft.production),
    ...textOf(ANNOTATION_HOTFIX_LABELS, draft.hotfixLabels),
    ...textOf(ANNOTATION_INCIDENT_LABELS, draft.incidentLabels),
  };
  const failures = {
    ...(windowHours.trim() && {
      attributionWindowHours: Number(windowHours),
    }),
    ...(Object.keys(evidence).length > 0 && { evidence }),
  };
  return {
    ...(Object.keys(annotations).length > 0 && { annotations }),
    ...(Object.keys(failures).length > 0 && { policy: { failures } }),
  };
}

/** The controls that say a rule; undefined where they cannot. */
export function draftOf(trial: DoctorTrial): RuleDraft | undefined {
  const annotations = trial.annotations ?? {};
  const [from = '', ...rest] = (
    annotations[ANNOTATION_DEPLOYMENTS] ?? ''
  ).split(':');
  const failures = trial.policy?.failures ?? {};
  const draft: RuleDraft = {
    from: RULE_SOURCES.find(source => source === from) ?? '',
    pattern: rest.join(':'),
    production: annotations[ANNOTATION_PRODUCTION_ENVIRONMENTS] ?? '',
    hotfixLabels: annotations[ANNOTATION_HOTFIX_LABELS] ?? '',
    incidentLabels: annotations[ANNOTATION_INCIDENT_LABELS] ?? '',
    windowHours: String(failures.attributionWindowHours ?? ''),
    evidence: (failures.evidence ?? {}) as RuleDraft['evidence'],
  };
  return isSame(trialOf(draft), trial) ? draft : undefined;
}

function textOf(key: string, value: string): Record<string, string> {
  return value.trim() === '' ? {} : { [key]: value.trim() };
}

function isSame(left: DoctorTrial, right: DoctorTrial): boolean {
  return sortedText(left) === sortedText(right);
}

function sortedText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${key}:${sortedText(member)}`)
    .sort()
    .join()}}`;
}
