import { groupBy } from '../groupBy';
import type {
  FoundRevision,
  FoundRevisions,
} from '../../database/operations/delivery/findRevisions';
import type { DeploymentCandidate } from '../select/DeploymentCandidate';
import type { ResolvedDeployment } from './ResolvedDeployment';
import { bareVersion, tagSpellings } from './tagSpellings';

/** The names that have to be looked up to resolve deployments. */
export function listRevisionNames(candidates: readonly DeploymentCandidate[]): {
  shas: string[];
  tags: string[];
} {
  const names = candidates.flatMap(candidate => namesOf(candidate));
  return {
    shas: [...new Set(names.map(name => name.toLowerCase()))],
    tags: [...new Set(names.flatMap(tagSpellings))],
  };
}

/**
 * Gives each deployment the commit that its SHA, version or ref stands for, the
 * first that stands for exactly one. A commit in the deployment's own scope
 * goes before one elsewhere; the scopes are in a fixed order.
 */
export function resolveRevisions(options: {
  candidates: readonly DeploymentCandidate[];
  found: FoundRevisions;
  /** Scopes with commits, in a fixed order. */
  scopeIds: readonly number[];
}): ResolvedDeployment[] {
  const { candidates, found, scopeIds } = options;
  const exact = groupBy(found.exact, row => row.name);
  const prefix = groupBy(found.prefix, row => row.name);
  const tags = groupBy(found.tags, row => row.name);
  const resolveName = (name: string, ownScopeId: number) => {
    const lower = name.toLowerCase();
    const tagged = tagSpellings(name).flatMap(
      spelling => tags.get(spelling) ?? [],
    );
    const ownTags = tagged.filter(row => row.tagScopeId === ownScopeId);
    const inOrder = [exact.get(lower), prefix.get(lower), ownTags, tagged];
    return inOrder
      .map(rows => pickOne(rows ?? [], [ownScopeId, ...scopeIds]))
      .find(row => row !== undefined);
  };
  return candidates.map(candidate => {
    const commit = namesOf(candidate)
      .map(name => resolveName(name, candidate.scopeId))
      .find(row => row !== undefined);
    const isNamed = wantedRevision(candidate) !== undefined;
    const statusOfUnknown = isNamed ? 'unresolved' : 'absent';
    return {
      ...candidate,
      sources: [candidate.source],
      revisionStatus: commit ? 'resolved' : statusOfUnknown,
      ...(commit && { commitScopeId: commit.scopeId, commitSha: commit.sha }),
      identity: commit ? `commit:${commit.sha}` : identityOfName(candidate),
    };
  });
}

/** What a connector may be asked for, where the commit of a deployment is not in the graph. A branch moves on, so it is never asked for. */
export function wantedRevision(
  candidate: DeploymentCandidate,
): string | undefined {
  const { sha, version, ref } = candidate;
  return (
    sha ?? version ?? (ref !== undefined && isVersionTag(ref) ? ref : undefined)
  );
}

/** Whether a ref is a tag that names a version, and not a branch. */
export function isVersionTag(ref: string): boolean {
  return /^(refs\/tags\/)?v?\d+(\.\d+)+/i.test(ref);
}

function namesOf({ sha, version, ref }: DeploymentCandidate): string[] {
  return [sha, version, ref].filter(
    name => name !== undefined && name !== '',
  ) as string[];
}

function identityOfName({
  sha,
  version,
}: DeploymentCandidate): string | undefined {
  if (sha) return `sha:${sha.toLowerCase()}`;
  return version ? `version:${bareVersion(version)}` : undefined;
}

/** The one commit that rows speak of; undefined where they speak of several. */
function pickOne<Row extends FoundRevision>(
  rows: readonly Row[],
  scopeIds: readonly number[],
): Row | undefined {
  if (new Set(rows.map(row => row.sha)).size !== 1) return undefined;
  return scopeIds
    .map(scopeId => rows.find(row => row.scopeId === scopeId))
    .find(row => row !== undefined);
}
