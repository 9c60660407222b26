import { findRevisions } from '../database/operations/delivery/findRevisions';
import { readDeploymentFacts } from '../database/operations/delivery/readDeploymentFacts';
import { wantRevisions } from '../database/operations/delivery/wantRevisions';
import type { DeriveContext } from './DeriveContext';
import { compilePattern } from './policy/compilePattern';
import type { ResolvedDeployment } from './revisions/ResolvedDeployment';
import {
  listRevisionNames,
  resolveRevisions,
  wantedRevision,
} from './revisions/resolveRevisions';
import { mergeDuplicates } from './select/mergeDuplicates';
import { RULE_FACT_KINDS, selectDeployments } from './select/selectDeployments';

/** All deployments of an entity with their revisions; asks for those revisions that are not known. */
export async function loadDeployments(
  context: DeriveContext,
): Promise<ResolvedDeployment[]> {
  const { knex, entity, scopes, policy } = context;
  const { from, pipeline } = policy.policy.deployments;
  const facts = await readDeploymentFacts({
    knex,
    scopeIds: scopes.map(scope => scope.id),
    factKind: RULE_FACT_KINDS[from],
    isPipelineWanted: pipeline ? compilePattern(pipeline) : () => true,
  });
  const candidates = selectDeployments({ policy, entity, scopes, facts });
  const scopeIds = scopes
    .filter(scope => scope.hasCommits)
    .map(scope => scope.id);
  const found = await findRevisions({
    knex,
    scopeIds,
    tagScopeIds: scopes.map(scope => scope.id),
    ...listRevisionNames(candidates),
  });
  const resolved = resolveRevisions({ candidates, found, scopeIds });
  if (!context.isTrial) await wantUnknown(context, resolved);
  return mergeDuplicates(resolved);
}

async function wantUnknown(
  { knex, scopes }: DeriveContext,
  deployments: readonly ResolvedDeployment[],
): Promise<void> {
  const withCommits = scopes
    .filter(scope => scope.hasCommits)
    .map(scope => scope.id);
  const wanted = deployments.flatMap(deployment => {
    const revision = deployment.isProduction
      ? wantedRevision(deployment)
      : undefined;
    if (deployment.revisionStatus !== 'unresolved' || revision === undefined)
      return [];
    const isOwn =
      withCommits.length === 0 || withCommits.includes(deployment.scopeId);
    const scopeIds = isOwn ? [deployment.scopeId] : withCommits;
    return scopeIds.map(scope_id => ({ scope_id, revision }));
  });
  const foundRevisions = deployments.flatMap(deployment =>
    deployment.revisionStatus === 'resolved'
      ? wantedRevision(deployment) ?? []
      : [],
  );
  await wantRevisions({
    knex,
    wanted,
    scopeIds: scopes.map(scope => scope.id),
    foundRevisions: [...new Set(foundRevisions)],
  });
}
