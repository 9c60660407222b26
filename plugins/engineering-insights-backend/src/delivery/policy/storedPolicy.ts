import {
  deliveryPolicySchema,
  type DeliveryPolicy,
} from '@sei-platform/plugin-engineering-insights-common';
import type { PolicySources, ResolvedPolicy } from './resolvePolicy';

/** A policy as it was in force once, to derive under it again. */
export function storedPolicy(version: {
  name: string;
  hash: string;
  /** As stored: what a later version of the schema added has its default. */
  policy: unknown;
  setBy: ResolvedPolicy['setBy'];
  sources: PolicySources;
}): ResolvedPolicy {
  const { name, hash, setBy, sources } = version;
  const policy: DeliveryPolicy = deliveryPolicySchema.parse(version.policy);
  const { pipeline, tag, branch } = policy.deployments;
  const isOwn = (part: keyof PolicySources) =>
    sources[part]?.setBy === 'annotation';
  return {
    name,
    hash,
    setBy,
    sources,
    policy,
    names: {
      environments: isOwn('environments'),
      deployments:
        isOwn('deployments') &&
        [pipeline, tag, branch].some(pattern => pattern !== undefined),
    },
    problems: [],
  };
}
