import {
  ANNOTATION_DEPLOYMENTS,
  ANNOTATION_HOTFIX_LABELS,
  ANNOTATION_INCIDENT_LABELS,
  ANNOTATION_PRODUCTION_ENVIRONMENTS,
  deliveryPolicySchema,
  POLICY_PARTS,
  type DeliveryPolicy,
  type PolicyPartName,
  type PolicyPartSource,
} from '@sei-platform/plugin-engineering-insights-common';
import { hashPolicy } from './hashPolicy';
import { readDeploymentsSetting } from './readDeploymentsSetting';
import { readPathsSetting } from '../../patterns/readPathsSetting';
import { readPatternSetting } from './readPatternSetting';
import { repairPatterns } from './repairPatterns';

/** The policies of the configuration. */
export interface DeliveryPolicies {
  readonly default: DeliveryPolicy;
  readonly byAnnotation: Readonly<Record<string, DeliveryPolicy>>;
  /** Why each is as it is, as the configuration says it. */
  readonly reasons?: {
    readonly default?: string;
    readonly byAnnotation: Readonly<Record<string, string>>;
  };
}

/** What set each part of a policy; a part is missing where that is not known. */
export type PolicySources = Readonly<
  Partial<Record<PolicyPartName, PolicyPartSource>>
>;

/** The delivery policy of one entity. */
export interface ResolvedPolicy {
  /** default, the name in the configuration, or the entity ref where annotations changed it. */
  readonly name: string;
  readonly setBy: 'configuration' | 'annotation';
  readonly policy: DeliveryPolicy;
  readonly hash: string;
  readonly sources: PolicySources;
  /** Why, as an annotation or the configuration says it. */
  readonly reason?: string;
  /** A deployment that fits the entity's own rule or environments is named by it. */
  readonly names: {
    readonly environments: boolean;
    readonly deployments: boolean;
  };
  /** What was not as documented, each a sentence; the default stands in its place. */
  readonly problems: readonly string[];
}

/** The named policy or the default one, changed by what the entity's annotations say. */
export function resolvePolicy(options: {
  policies: DeliveryPolicies;
  /** Annotations by their name without prefix. */
  settings: Readonly<Record<string, unknown>>;
  entityRef: string;
}): ResolvedPolicy {
  const { policies, settings, entityRef } = options;
  const problems: string[] = [];
  const text = (name: string) => {
    const value = settings[name];
    return typeof value === 'string' && value.trim() !== ''
      ? value.trim()
      : undefined;
  };

  const wanted = text('policy');
  const isKnown =
    wanted !== undefined && Object.hasOwn(policies.byAnnotation, wanted);
  if (wanted !== undefined && !isKnown) {
    problems.push(
      `policy: "${wanted}" is not in engineeringInsights.policies.byAnnotation, so the default is used`,
    );
  }
  const namedPolicy = isKnown ? wanted : 'default';
  const base = isKnown ? policies.byAnnotation[wanted] : policies.default;
  const own = applySettings({ base, text, problems });
  const repaired = repairPatterns(own.policy);
  const isAnnotated = own.isChanged || isKnown;
  const baseSource: PolicyPartSource = isKnown
    ? { setBy: 'namedPolicy', name: wanted }
    : { setBy: 'default' };
  const { reasons } = policies;
  const reason =
    (isAnnotated ? text('policy-reason') : undefined) ??
    (isKnown ? reasons?.byAnnotation[wanted] : reasons?.default);
  return {
    name: own.isChanged ? entityRef : namedPolicy,
    setBy: isAnnotated ? 'annotation' : 'configuration',
    policy: repaired.policy,
    hash: hashPolicy(repaired.policy),
    sources: {
      ...Object.fromEntries(POLICY_PARTS.map(part => [part, baseSource])),
      ...own.sources,
    },
    ...(reason !== undefined && { reason }),
    names: own.names,
    problems: [
      ...problems,
      ...repaired.problems,
      ...readPathsSetting(text('paths') ?? '').problems,
    ],
  };
}

function applySettings(options: {
  base: DeliveryPolicy;
  text: (name: string) => string | undefined;
  problems: string[];
}): Pick<ResolvedPolicy, 'policy' | 'names' | 'sources'> & {
  isChanged: boolean;
} {
  const { base, text, problems } = options;
  const deployments = text('deployments');
  const rule =
    deployments === undefined ? undefined : readDeploymentsSetting(deployments);
  if (rule && 'problem' in rule) {
    problems.push(`deployments: ${rule.problem}, so the policy's rule is used`);
  }
  const own = rule && 'rule' in rule ? rule : undefined;
  const production = text('production-environments');
  const hotfix = text('hotfix-labels');
  const incident = text('incident-labels');
  const policy = deliveryPolicySchema.safeParse({
    deployments: own?.rule ?? base.deployments,
    environments: {
      ...base.environments,
      ...(production && { production: readPatternSetting(production) }),
    },
    failures: {
      ...base.failures,
      ...(hotfix && { hotfixLabels: readList(hotfix) }),
    },
    incidents: {
      ...base.incidents,
      ...(incident && { labels: readList(incident) }),
    },
  });
  if (!policy.success) {
    const [issue] = policy.error.issues;
    problems.push(
      `${issue.path.join('.')}: ${
        issue.message
      }, so the annotations are not used`,
    );
    return {
      policy: base,
      isChanged: false,
      sources: {},
      names: { environments: false, deployments: false },
    };
  }
  const sources: PolicySources = {
    ...(own && { deployments: annotation(ANNOTATION_DEPLOYMENTS) }),
    ...(production && {
      environments: annotation(ANNOTATION_PRODUCTION_ENVIRONMENTS),
    }),
    ...(hotfix && { failures: annotation(ANNOTATION_HOTFIX_LABELS) }),
    ...(incident && { incidents: annotation(ANNOTATION_INCIDENT_LABELS) }),
  };
  return {
    policy: policy.data,
    isChanged: Object.keys(sources).length > 0,
    sources,
    names: {
      environments: production !== undefined,
      deployments: own?.hasPattern === true,
    },
  };
}

function annotation(name: string): PolicyPartSource {
  return { setBy: 'annotation', name };
}

function readList(text: string): string[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(part => part.length > 0);
}
