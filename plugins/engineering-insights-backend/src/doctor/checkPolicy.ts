import {
  deliveryPolicySchema,
  type DoctorPolicy,
} from '@sei-platform/plugin-engineering-insights-common';
import type { FieldProblem } from './checkTrial';
import { findPatternProblem } from '../delivery/policy/findPatternProblem';

const MOST_IN_A_LIST = 50;
const RULE_PATTERNS = ['pipeline', 'job', 'stage', 'branch', 'tag'] as const;

/** What of a part of a policy cannot be tried. */
export function checkPolicy(
  policy: DoctorPolicy | undefined,
): readonly FieldProblem[] {
  if (!policy) return [];
  const parsed = deliveryPolicySchema.safeParse(policy);
  if (!parsed.success) {
    return parsed.error.issues.map(issue => ({
      field: ['body.policy', ...issue.path.map(String)].join('.'),
      message: issue.message,
    }));
  }
  const { deployments, environments, failures } = parsed.data;
  const patterns: [string, string][] = [
    ...RULE_PATTERNS.flatMap((name): [string, string][] => {
      const pattern = deployments[name];
      return pattern === undefined ? [] : [[`deployments.${name}`, pattern]];
    }),
    ...environments.production.map((pattern, index): [string, string] => [
      `environments.production.${index}`,
      pattern,
    ]),
    ...failures.hotfixBranches.map((pattern, index): [string, string] => [
      `failures.hotfixBranches.${index}`,
      pattern,
    ]),
  ];
  return [
    ...findUnknown({ told: policy, known: parsed.data, path: 'body.policy' }),
    ...patterns.flatMap(([path, pattern]) => {
      const message = findPatternProblem(pattern);
      return message ? [{ field: `body.policy.${path}`, message }] : [];
    }),
  ];
}

/** Settings that the schema left out, as it knows none of that name, and lists that are too long. */
function findUnknown(options: {
  told: unknown;
  known: unknown;
  path: string;
}): FieldProblem[] {
  const { told, known, path } = options;
  if (Array.isArray(told)) {
    return told.length > MOST_IN_A_LIST
      ? [
          {
            field: path,
            message: `may name ${MOST_IN_A_LIST} at most, and names ${told.length}`,
          },
        ]
      : [];
  }
  if (typeof told !== 'object' || told === null) return [];
  const names = known as Record<string, unknown>;
  return Object.entries(told).flatMap(([name, value]) =>
    Object.hasOwn(names, name)
      ? findUnknown({
          told: value,
          known: names[name],
          path: `${path}.${name}`,
        })
      : [
          {
            field: `${path}.${name}`,
            message: `there is no such setting; there is ${Object.keys(
              names,
            ).join(', ')}`,
          },
        ],
  );
}
