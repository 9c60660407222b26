import {
  deliveryPolicySchema,
  type DoctorPolicy,
  type DoctorSetting,
} from '@sei-platform/plugin-engineering-insights-common';
import { leavesOf, sourceOfSetting, type ResolvedPolicy } from '../delivery';

/** The annotation that sets a part of a policy, where one does. */
export function annotationOf(
  path: string,
  { sources }: ResolvedPolicy,
): string | undefined {
  const source = sourceOfSetting(path, sources);
  return source?.setBy === 'annotation' ? source.name : undefined;
}

/** Each part of a policy with what sets it. */
export function listSettings(options: {
  resolved: ResolvedPolicy;
  /** The policy of the configuration that it is made of, or default. */
  policyName: string;
  part?: DoctorPolicy;
}): readonly DoctorSetting[] {
  const { resolved, policyName, part } = options;
  const defaults = new Map(leavesOf(deliveryPolicySchema.parse({})));
  const tried = new Map(part ? leavesOf(part) : []);
  const key =
    policyName === 'default'
      ? 'policies.default'
      : `policies.byAnnotation.${policyName}`;
  return leavesOf(resolved.policy).map(([path, value]) => {
    const text = textOf(value);
    const configured = text === textOf(defaults.get(path)) ? 'default' : key;
    return {
      path,
      value: text,
      setBy:
        annotationOf(path, resolved) ??
        (tried.has(path) ? 'trial' : configured),
    };
  });
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
