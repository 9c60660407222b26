import {
  resolvePolicy,
  type DeliveryPolicies,
  type ResolvedPolicy,
} from './resolvePolicy';

/** `default`, or a policy that the configuration names, by itself; undefined where there is none of the name. */
export function namedPolicy(options: {
  policies: DeliveryPolicies;
  name: string;
  entityRef: string;
}): ResolvedPolicy | undefined {
  const { policies, name, entityRef } = options;
  if (Object.hasOwn(policies.byAnnotation, name)) {
    return resolvePolicy({ policies, entityRef, settings: { policy: name } });
  }
  return name === 'default'
    ? resolvePolicy({ policies, entityRef, settings: {} })
    : undefined;
}
