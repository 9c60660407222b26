import {
  deliveryPolicySchema,
  type DeliveryPolicy,
} from '@sei-platform/plugin-engineering-insights-common';
import { findPatternProblem } from './findPatternProblem';

const RULE_PATTERNS = ['pipeline', 'job', 'stage', 'branch', 'tag'] as const;

/** The policy with every pattern that is not valid replaced by the default, and what was wrong with each. */
export function repairPatterns(policy: DeliveryPolicy): {
  policy: DeliveryPolicy;
  problems: string[];
} {
  const defaults = deliveryPolicySchema.parse({});
  const problems: string[] = [];
  const isBroken = (key: string, patterns: readonly string[]) => {
    const found = patterns.flatMap(
      pattern => describeProblem(key, pattern) ?? [],
    );
    problems.push(...found);
    return found.length > 0;
  };
  const hasBrokenRule =
    RULE_PATTERNS.filter(name =>
      isBroken(
        `deployments.${name}`,
        [policy.deployments[name]].filter(value => value !== undefined),
      ),
    ).length > 0;
  const hasBrokenProduction = isBroken(
    'environments.production',
    policy.environments.production,
  );
  const hasBrokenBranches = isBroken(
    'failures.hotfixBranches',
    policy.failures.hotfixBranches,
  );
  return {
    problems,
    policy: {
      ...policy,
      deployments: hasBrokenRule ? defaults.deployments : policy.deployments,
      environments: hasBrokenProduction
        ? {
            ...policy.environments,
            production: defaults.environments.production,
          }
        : policy.environments,
      failures: hasBrokenBranches
        ? {
            ...policy.failures,
            hotfixBranches: defaults.failures.hotfixBranches,
          }
        : policy.failures,
    },
  };
}

function describeProblem(key: string, pattern: string): string | undefined {
  const problem = findPatternProblem(pattern);
  return problem && `${key}: ${problem}, so the default is used`;
}
