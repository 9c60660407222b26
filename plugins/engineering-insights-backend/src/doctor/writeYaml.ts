import {
  deliveryPolicySchema,
  type DeliveryPolicy,
  type DoctorAnswer,
  type DoctorTrial,
} from '@sei-platform/plugin-engineering-insights-common';
import { leavesOf } from '../delivery';

/**
 * What to paste for a trial to hold: annotations into the entity's
 * catalog-info.yaml, a policy into app-config.yaml. A policy for an entity that
 * has none of its own gets a name, as the default one is that of all others.
 */
export function writeYaml(options: {
  trial: DoctorTrial;
  /** The policy of the configuration that the trial changed, or default. */
  policyName: string;
  /** It, changed. */
  policy: DeliveryPolicy;
  entityName: string;
}): DoctorAnswer['yaml'] {
  const { trial, policyName, policy, entityName } = options;
  const name = policyName === 'default' ? entityName : policyName;
  const annotations = {
    ...trial.annotations,
    ...(trial.policy &&
      policyName === 'default' && { 'engineering-insights/policy': name }),
  };
  return {
    ...(Object.keys(annotations).length > 0 && {
      catalogInfo: writeAnnotations(annotations),
    }),
    ...(trial.policy && { appConfig: writePolicy(name, policy) }),
  };
}

function writeAnnotations(
  annotations: Readonly<Record<string, string | null>>,
): string {
  const set = Object.entries(annotations).flatMap(([key, value]) =>
    value === null ? [] : [`    ${key}: ${JSON.stringify(value)}`],
  );
  const removed = Object.entries(annotations).flatMap(([key, value]) =>
    value === null ? [`# Take away: ${key}`] : [],
  );
  return [
    ...(set.length > 0 ? ['metadata:', '  annotations:', ...set] : []),
    ...removed,
    '',
  ].join('\n');
}

/** What differs from the defaults; named policies are whole, and stand on nothing but them. */
function writePolicy(name: string, policy: DeliveryPolicy): string {
  const defaults = new Map(
    leavesOf(deliveryPolicySchema.parse({})).map(([path, value]) => [
      path,
      JSON.stringify(value),
    ]),
  );
  const differing = leavesOf(policy).filter(
    ([path, value]) => defaults.get(path) !== JSON.stringify(value),
  );
  const tree = {};
  for (const [path, value] of differing) setAt(tree, path.split('.'), value);
  return [
    'engineeringInsights:',
    '  policies:',
    '    byAnnotation:',
    ...(differing.length > 0
      ? [`      ${name}:`, ...writeLines(tree, '        ')]
      : [`      ${name}: {}`]),
    '',
  ].join('\n');
}

function setAt(
  tree: Record<string, unknown>,
  [name, ...rest]: readonly string[],
  value: unknown,
): void {
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const branch = (tree[name] ?? {}) as Record<string, unknown>;
  tree[name] = branch;
  setAt(branch, rest, value);
}

/** JSON's single values and lists are YAML's too. */
function writeLines(
  tree: Readonly<Record<string, unknown>>,
  indent: string,
): string[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? [
          `${indent}${name}:`,
          ...writeLines(value as Record<string, unknown>, `${indent}  `),
        ]
      : [`${indent}${name}: ${JSON.stringify(value)}`],
  );
}
