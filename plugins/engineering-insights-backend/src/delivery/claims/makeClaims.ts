import { groupBy } from '../groupBy';
import { readEarlierClaims } from '../../database/operations/delivery/readEarlierClaims';
import type { MergedPullRequest } from '../changes/MergedPullRequest';
import type { DeriveContext } from '../DeriveContext';
import type { ProductionDeployment } from '../rollouts/ProductionDeployment';
import {
  type ClaimResult,
  type ClaimScope,
  type MadeWalk,
  makeWalks,
  recordWalks,
} from './claimAll';
import type { ClaimRecord } from './ClaimRecord';
import { loadGraph } from './loadGraph';
import { loadPullRequests } from './loadPullRequests';

/** Makes the claims of deployments whose claims, and those of all after them, are deleted. */
export async function makeClaims(options: {
  context: DeriveContext;
  /** In their order. */
  deployments: readonly ProductionDeployment[];
  /** The records that stand, in the order of their deployments, with their identity. */
  earlier: readonly { record: ClaimRecord; identity?: string }[];
}): Promise<ClaimResult[]> {
  const { context, deployments, earlier } = options;
  const scopes = await loadScopes(options);
  const walks = makeWalks({ deployments, scopes });
  const pullRequests = new Map<number, MergedPullRequest[]>();
  const claimed = new Set<string>();
  const originals = new Set<string>();
  for (const [scopeId, scope] of scopes) {
    const landed = await loadLanded({ context, scopeId, scope, walks });
    for (const [walk, own] of landed) pullRequests.set(walk, own);
    if (!scope.hasEarlierWalk) continue;
    const shas = [
      ...listClaimedShas({ scopeId, scope, walks }),
      ...[...landed.values()]
        .flat()
        .flatMap(each => each.originals.map(original => original.sha)),
    ];
    const { knex, derivationId } = context;
    const known = await readEarlierClaims({
      knex,
      derivationId,
      scopeId,
      shas,
    });
    for (const sha of known.claimed) claimed.add(`${scopeId}:${sha}`);
    for (const sha of known.originals) originals.add(`${scopeId}:${sha}`);
  }
  const withPaths = new Set(
    context.scopes.filter(scope => scope.paths !== null).map(scope => scope.id),
  );
  return recordWalks({
    walks,
    scopes,
    pullRequests,
    hasPaths: scopeId => withPaths.has(scopeId),
    isClaimedEarlier: (scopeId, sha) => claimed.has(`${scopeId}:${sha}`),
    isKnownOriginal: (scopeId, sha) => originals.has(`${scopeId}:${sha}`),
    countedBefore: firstVerdicts(earlier),
  });
}

async function loadScopes(options: {
  context: DeriveContext;
  deployments: readonly ProductionDeployment[];
  earlier: readonly { record: ClaimRecord }[];
}): Promise<Map<number, ClaimScope>> {
  const { context, deployments, earlier } = options;
  const begun = new Set(earlier.map(({ record }) => record.commitScopeId));
  const resolved = deployments.filter(
    deployment => deployment.commitScopeId !== undefined,
  );
  const scopes = new Map<number, ClaimScope>();
  for (const [scopeId, own] of groupBy(resolved, each => each.commitScopeId!)) {
    const hasEarlierWalk = begun.has(scopeId);
    const shas = [...new Set(own.map(deployment => deployment.commitSha!))];
    scopes.set(scopeId, {
      graph: await loadGraph({ context, scopeId, shas, hasEarlierWalk }),
      hasPaths:
        context.scopes.find(scope => scope.id === scopeId)!.paths !== null,
      hasEarlierWalk,
    });
  }
  return scopes;
}

/** The pull requests that landed in a scope, by the number of the walk that claimed where they landed. */
async function loadLanded(options: {
  context: DeriveContext;
  scopeId: number;
  scope: ClaimScope;
  walks: readonly MadeWalk[];
}): Promise<Map<number, MergedPullRequest[]>> {
  const { context, scopeId, scope } = options;
  const shas = listClaimedShas(options);
  const pullRequests = await loadPullRequests({ context, scopeId, shas });
  return groupBy(pullRequests, ({ landedSha }) =>
    scope.graph.claimedBy(scope.graph.find(landedSha)!),
  );
}

function listClaimedShas(options: {
  scopeId: number;
  scope: ClaimScope;
  walks: readonly MadeWalk[];
}): string[] {
  const { scopeId, scope, walks } = options;
  return walks.flatMap(({ deployment, walk }) =>
    walk && deployment.commitScopeId === scopeId
      ? walk.claimed.map(node => scope.graph.sha(node))
      : [],
  );
}

function firstVerdicts(
  earlier: readonly { record: ClaimRecord; identity?: string }[],
): Map<string, boolean> {
  const verdicts = new Map<string, boolean>();
  for (const { record, identity } of earlier) {
    if (identity !== undefined && !verdicts.has(identity))
      verdicts.set(identity, record.isCounted);
  }
  return verdicts;
}
