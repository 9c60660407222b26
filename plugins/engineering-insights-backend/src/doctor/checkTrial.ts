import {
  ANNOTATION_BADGES,
  ANNOTATION_CALENDAR,
  ANNOTATION_DEPLOYMENTS,
  ANNOTATION_HOTFIX_LABELS,
  ANNOTATION_IGNORE,
  ANNOTATION_INCIDENT_LABELS,
  ANNOTATION_INTAKE_SCOPE,
  ANNOTATION_PATHS,
  ANNOTATION_POLICY,
  ANNOTATION_POLICY_REASON,
  ANNOTATION_PRODUCTION_ENVIRONMENTS,
  type DoctorTrial,
} from '@sei-platform/plugin-engineering-insights-common';
import type { DeliveryPolicies } from '../delivery';
import { findGlobProblem } from '../patterns/findGlobProblem';
import { findPatternProblem } from '../delivery/policy/findPatternProblem';
import { readDeploymentsSetting } from '../delivery/policy/readDeploymentsSetting';
import { readPatternSetting } from '../delivery/policy/readPatternSetting';
import { checkPolicy } from './checkPolicy';

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

type Check = (value: string, policies: DeliveryPolicies) => string | undefined;

const MOST_IN_A_LIST = 50;

const CHECKS: Readonly<Record<string, Check>> = {
  [ANNOTATION_DEPLOYMENTS]: checkDeployments,
  [ANNOTATION_PRODUCTION_ENVIRONMENTS]: checkPatterns,
  [ANNOTATION_HOTFIX_LABELS]: checkList,
  [ANNOTATION_INCIDENT_LABELS]: checkList,
  [ANNOTATION_INTAKE_SCOPE]: checkList,
  [ANNOTATION_PATHS]: checkPaths,
  [ANNOTATION_POLICY]: checkName,
};

const WITHOUT_PREVIEW: Readonly<Record<string, string>> = {
  [ANNOTATION_BADGES]: 'changes no number, so there is nothing to try',
  [ANNOTATION_POLICY_REASON]: 'changes no number, so there is nothing to try',
  [ANNOTATION_CALENDAR]:
    'changes none of the five metrics, so there is nothing to try',
  [ANNOTATION_IGNORE]:
    'takes the component out of all numbers, so there is nothing to try',
};

/** What of a trial cannot be tried, each with the field that says it; nothing where all is as documented. */
export function checkTrial(options: {
  trial: DoctorTrial;
  policies: DeliveryPolicies;
  /** Annotations that the installed connectors read. */
  sourceAnnotations: readonly string[];
}): readonly FieldProblem[] {
  const { trial, policies, sourceAnnotations } = options;
  const annotations = Object.entries(trial.annotations ?? {}).flatMap(
    ([key, value]) => {
      const message = checkAnnotation({
        key,
        value,
        policies,
        sourceAnnotations,
      });
      return message ? [{ field: `body.annotations.${key}`, message }] : [];
    },
  );
  return [...annotations, ...checkPolicy(trial.policy)];
}

function checkAnnotation(options: {
  key: string;
  value: string | null;
  policies: DeliveryPolicies;
  sourceAnnotations: readonly string[];
}): string | undefined {
  const { key, value, policies, sourceAnnotations } = options;
  if (Object.hasOwn(WITHOUT_PREVIEW, key)) return WITHOUT_PREVIEW[key];
  const isOwn = Object.hasOwn(CHECKS, key);
  if (!isOwn && !sourceAnnotations.includes(key)) {
    return `nothing here reads this annotation; what is read: ${[
      ...Object.keys(CHECKS),
      ...sourceAnnotations,
    ].join(', ')}`;
  }
  if (value === null) return undefined;
  if (value.trim() === '')
    return 'must not be empty; null takes the annotation away';
  return isOwn ? CHECKS[key](value, policies) : undefined;
}

function checkDeployments(value: string): string | undefined {
  const read = readDeploymentsSetting(value.trim());
  if ('problem' in read) return read.problem;
  const { tag, pipeline, branch } = read.rule;
  const pattern = tag ?? pipeline ?? branch;
  return pattern === undefined ? undefined : findPatternProblem(pattern);
}

function checkPatterns(value: string): string | undefined {
  const patterns = readPatternSetting(value);
  if (patterns.length === 0) return 'names no environment';
  return tooMany(patterns) ?? firstOf(patterns, findPatternProblem);
}

function checkPaths(value: string): string | undefined {
  const globs = listOf(value);
  return tooMany(globs) ?? firstOf(globs, findGlobProblem);
}

function checkList(value: string): string | undefined {
  const words = listOf(value);
  return words.length === 0 ? 'names nothing' : tooMany(words);
}

function checkName(
  value: string,
  policies: DeliveryPolicies,
): string | undefined {
  const names = Object.keys(policies.byAnnotation);
  if (names.includes(value.trim())) return undefined;
  const known =
    names.length === 0
      ? 'it names none'
      : `it names ${names.sort().join(', ')}`;
  return `"${value}" is not in engineeringInsights.policies.byAnnotation; ${known}`;
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
}

function tooMany(list: readonly string[]): string | undefined {
  return list.length > MOST_IN_A_LIST
    ? `may name ${MOST_IN_A_LIST} at most, and names ${list.length}`
    : undefined;
}

function firstOf(
  list: readonly string[],
  find: (text: string) => string | undefined,
): string | undefined {
  for (const text of list) {
    const problem = find(text);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
