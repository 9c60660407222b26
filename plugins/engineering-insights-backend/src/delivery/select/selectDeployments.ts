import type { DeliveryPolicy } from '@sei-platform/plugin-engineering-insights-common';
import type { DeliveryEntity } from '../../database/operations/delivery/readDeliveryEntity';
import type {
  DeploymentFact,
  DeploymentFactKind,
} from '../../database/operations/delivery/readDeploymentFacts';
import type { DeliveryScope } from '../../database/operations/delivery/readDeliveryScopes';
import {
  compilePattern,
  compilePatterns,
  type NamePattern,
} from '../policy/compilePattern';
import type { ResolvedPolicy } from '../policy';
import type {
  DeploymentCandidate,
  DeploymentOutcome,
} from './DeploymentCandidate';
import { createServiceJudge } from './judgeService';

type Rule = DeliveryPolicy['deployments'];

/** Which kind of fact a rule reads. */
export const RULE_FACT_KINDS: Readonly<
  Record<Rule['from'], DeploymentFactKind>
> = {
  deployments: 'deployment',
  releases: 'release',
  tags: 'release',
  pipelineRuns: 'pipelineRun',
  merges: 'pullRequest',
};

// What names no environment of its own is in production, as its rule says that it is a deployment.
const ENVIRONMENT_OF_UNNAMED = 'production';
// Merges into other branches than these deliver nothing, unless the policy names the branch.
const MAIN_BRANCHES = '(main|master|trunk)';

/** The deployments of an entity among the facts of its scopes, by its policy. */
export function selectDeployments(options: {
  policy: ResolvedPolicy;
  entity: Pick<DeliveryEntity, 'ref' | 'title'>;
  scopes: readonly DeliveryScope[];
  facts: readonly DeploymentFact[];
}): DeploymentCandidate[] {
  const { policy: resolved, entity, scopes, facts } = options;
  const { deployments: rule, environments } = resolved.policy;
  const isProduction = compilePatterns(environments.production);
  const isWanted = createFilter(rule);
  const judge = createServiceJudge({ entity, scopes });
  const sources = new Map(scopes.map(scope => [scope.id, scope.source]));

  return facts.flatMap(fact => {
    const source = sources.get(fact.scopeId);
    if (
      source === undefined ||
      (rule.sources && !rule.sources.includes(source))
    )
      return [];
    const verdict =
      fact.service === null ? 'nobody' : judge(fact.scopeId, [fact.service]);
    if (verdict === 'other' || !isWanted(fact)) return [];
    const attempt = readAttempt(fact, rule);
    if (!attempt) return [];
    const environment = environmentOf(fact, rule);
    const isInProduction =
      environment !== undefined && isProduction(environment);
    const key = {
      scopeId: fact.scopeId,
      factKind: fact.factKind,
      externalId: fact.externalId,
    };
    return [
      {
        ...key,
        ...attempt,
        source,
        facts: [key],
        environment,
        isProduction: isInProduction,
        isNamed:
          verdict === 'own' ||
          resolved.names.deployments ||
          (resolved.names.environments && isInProduction),
        sha: fact.sha ?? undefined,
        ref: fact.ref ?? undefined,
        version: fact.version ?? undefined,
        branch: fact.branch ?? undefined,
        sourceOutcome: fact.sourceOutcome ?? undefined,
        isRollback: fact.isRollback === true,
        isUnplanned: fact.isUnplanned === true,
        url: fact.url ?? undefined,
      },
    ];
  });
}

function environmentOf(fact: DeploymentFact, rule: Rule): string | undefined {
  if (fact.factKind === 'deployment')
    return fact.environment ?? rule.environment;
  return rule.environment ?? ENVIRONMENT_OF_UNNAMED;
}

function createFilter(rule: Rule): (fact: DeploymentFact) => boolean {
  const compile = (pattern: string | undefined) =>
    pattern ? compilePattern(pattern) : undefined;
  const tag = compile(rule.tag);
  const pipeline = compile(rule.pipeline);
  const branch = compile(
    rule.branch ?? (rule.from === 'merges' ? MAIN_BRANCHES : undefined),
  );
  const fits = (matches: NamePattern | undefined, name: string | null) =>
    !matches || (name !== null && matches(name));
  return fact => {
    if (rule.from === 'releases' && fact.isPrerelease) return false;
    return (
      fits(tag, fact.ref) &&
      fits(pipeline, fact.pipeline) &&
      fits(branch, fact.branch)
    );
  };
}

interface Attempt {
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly outcome: DeploymentOutcome;
}

/** When and how a fact ended; of a pipeline run with a stage or job of the policy, when and how that one did. */
function readAttempt(fact: DeploymentFact, rule: Rule): Attempt | undefined {
  const wanted = rule.stage ?? rule.job;
  if (fact.factKind !== 'pipelineRun' || !wanted) {
    return fact.outcome === 'skipped' ? undefined : toAttempt(fact);
  }
  const matches = compilePattern(wanted);
  // A stage that was run again stands twice: the last one tells how it ended.
  const stage = fact.stages
    ?.filter(each => matches(each.name) && each.outcome !== 'skipped')
    .at(-1);
  if (!stage) return undefined;
  return toAttempt({
    startedAt: stage.startedAt ? new Date(stage.startedAt) : null,
    finishedAt: stage.finishedAt ? new Date(stage.finishedAt) : fact.finishedAt,
    outcome: stage.outcome,
  });
}

const OUTCOMES: readonly string[] = [
  'success',
  'failure',
  'cancelled',
] satisfies DeploymentOutcome[];

function toAttempt(
  told: Pick<DeploymentFact, 'startedAt' | 'finishedAt' | 'outcome'>,
): Attempt {
  const isKnown = told.outcome !== null && OUTCOMES.includes(told.outcome);
  return {
    startedAt: told.startedAt?.getTime(),
    finishedAt: told.finishedAt?.getTime(),
    outcome: isKnown ? (told.outcome as DeploymentOutcome) : 'unknown',
  };
}
