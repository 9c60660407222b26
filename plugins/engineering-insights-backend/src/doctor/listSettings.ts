import {
  ANNOTATION_DEPLOYMENTS,
  ANNOTATION_HOTFIX_LABELS,
  ANNOTATION_INCIDENT_LABELS,
  ANNOTATION_PRODUCTION_ENVIRONMENTS,
  deliveryPolicySchema,
  type DoctorPolicy,
  type DoctorSetting,
} from '@sei-platform/plugin-engineering-insights-common';
import type { ResolvedPolicy } from '../delivery';

const PREFIX = 'engineering-insights/';

/** The annotation that goes before the policy, by the setting or group of settings that it sets. */
const ANNOTATION_OF: Readonly<Record<string, string>> = {
  deployments: ANNOTATION_DEPLOYMENTS,
  'environments.production': ANNOTATION_PRODUCTION_ENVIRONMENTS,
  'failures.hotfixLabels': ANNOTATION_HOTFIX_LABELS,
  'incidents.labels': ANNOTATION_INCIDENT_LABELS,
};

/** The annotation that sets a part of the policy, where the entity has one. */
export function annotationOf(
  path: string,
  settings: Readonly<Record<string, unknown>>,
): string | undefined {
  const annotation = ANNOTATION_OF[path] ?? ANNOTATION_OF[path.split('.')[0]];
  return annotation !== undefined &&
    settings[annotation.slice(PREFIX.length)] !== undefined
    ? annotation
    : undefined;
}

/** Each part of a policy with what sets it. */
export function listSettings(options: {
  resolved: ResolvedPolicy;
  /** Annotations by their names without prefix. */
  settings: Readonly<Record<string, unknown>>;
  /** The policy of the configuration that it is made of, or default. */
  policyName: string;
  part?: DoctorPolicy;
}): readonly DoctorSetting[] {
  const { resolved, settings, policyName, part } = options;
  const defaults = new Map(leavesOf(deliveryPolicySchema.parse({})));
  const tried = new Map(part ? leavesOf(part) : []);
  const key =
    policyName === 'default'
      ? 'policies.default'
      : `policies.byAnnotation.${policyName}`;
  return leavesOf(resolved.policy).map(([path, value]) => {
    const text = textOf(value);
    const annotation = annotationOf(path, settings);
    const configured = text === textOf(defaults.get(path)) ? 'default' : key;
    return {
      path,
      value: text,
      setBy: annotation ?? (tried.has(path) ? 'trial' : configured),
    };
  });
}

/** The single values and lists of an object, by their paths. */
export function leavesOf(value: object, path = ''): [string, unknown][] {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .flatMap(([name, member]): [string, unknown][] => {
      const own = path === '' ? name : `${path}.${name}`;
      return typeof member === 'object' &&
        member !== null &&
        !Array.isArray(member)
        ? leavesOf(member, own)
        : [[own, member]];
    });
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
