import {
  deliveryPolicySchema,
  type DeliveryPolicy,
  type DoctorPolicy,
} from '@sei-platform/plugin-engineering-insights-common';
import type { DeliveryPolicies } from '../delivery';

/** The policies of the configuration with part of one of them changed; `name` is in them, or default. */
export function withPolicy(options: {
  policies: DeliveryPolicies;
  name: string;
  part: DoctorPolicy | undefined;
}): DeliveryPolicies {
  const { policies, name, part } = options;
  if (!part) return policies;
  const isNamed = Object.hasOwn(policies.byAnnotation, name);
  const base = isNamed ? policies.byAnnotation[name] : policies.default;
  const changed: DeliveryPolicy = deliveryPolicySchema.parse(merge(base, part));
  return isNamed
    ? {
        ...policies,
        byAnnotation: { ...policies.byAnnotation, [name]: changed },
      }
    : { ...policies, default: changed };
}

/** Lists and single values are replaced. */
function merge(base: unknown, part: unknown): unknown {
  if (!isObject(base) || !isObject(part)) return part;
  return {
    ...base,
    ...Object.fromEntries(
      Object.entries(part).map(([name, value]) => [
        name,
        merge(base[name], value),
      ]),
    ),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
