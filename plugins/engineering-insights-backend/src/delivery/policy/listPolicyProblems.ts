import { repairPatterns } from './repairPatterns';
import type { DeliveryPolicies } from './resolvePolicy';

/** What of the policies of the configuration is not used as it is written, each a sentence. */
export function listPolicyProblems(
  policies: DeliveryPolicies,
): readonly string[] {
  return Object.entries({
    'policies.default': policies.default,
    ...Object.fromEntries(
      Object.entries(policies.byAnnotation).map(([name, policy]) => [
        `policies.byAnnotation.${name}`,
        policy,
      ]),
    ),
  }).flatMap(([key, policy]) =>
    repairPatterns(policy).problems.map(
      problem => `engineeringInsights.${key}.${problem}.`,
    ),
  );
}
