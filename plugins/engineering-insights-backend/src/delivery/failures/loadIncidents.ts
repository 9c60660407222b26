import { findClaimingRollouts } from '../../database/operations/delivery/findClaimingRollouts';
import {
  type IncidentRowOfScope,
  readIncidents,
} from '../../database/operations/delivery/readIncidents';
import type { MarkRow } from '../../database/operations/delivery/readMarks';
import {
  createServiceJudge,
  type ServiceVerdict,
} from '../select/judgeService';
import type { RolloutFinder } from './createRolloutFinder';
import type { Incident } from './Incident';
import type { JudgeOptions } from './JudgeOptions';

/** The incidents of an entity's scopes with what they, and people, say of their cause. */
export async function loadIncidents(
  options: JudgeOptions & { marks: readonly MarkRow[]; find: RolloutFinder },
): Promise<Incident[]> {
  const { context, rolloutIds, find } = options;
  const { knex, derivationId, entity, scopes, policy } = context;
  const { incidents: rule } = policy.policy;
  const rows = await readIncidents({
    knex,
    scopeIds: scopes.map(scope => scope.id),
    policy: rule,
  });
  const shas = rows.flatMap(row => row.causedBy?.sha ?? []);
  const claiming = await findClaimingRollouts({ knex, derivationId, shas });
  const judge = createServiceJudge({
    entity,
    scopes,
    ownWords: [...rule.services, ...rule.components],
  });
  const shared = new Set(
    scopes.filter(each => each.sharedWith.length > 0).map(each => each.id),
  );
  const marks = new Map(
    options.marks
      .filter(mark => mark.target === 'incident')
      .map(mark => [
        `${mark.scopeId}:${mark.factKind}:${mark.externalId}`,
        mark,
      ]),
  );
  return rows.map(row => {
    const mark = marks.get(`${row.scopeId}:${row.factKind}:${row.externalId}`);
    const claimedBy = claiming.get(row.causedBy?.sha ?? '');
    const verdict = judge(row.scopeId, row.words);
    return {
      id: row.id,
      factKind: row.factKind,
      scopeId: row.scopeId,
      externalId: row.externalId,
      title: row.title ?? row.externalId,
      url: row.url ?? undefined,
      openedAt: row.openedAt.getTime(),
      resolvedAt: row.resolvedAt?.getTime(),
      isResolved: row.isResolved,
      isOf: isOf(verdict, shared.has(row.scopeId)),
      isNotCausedByChange: isNotCausedByChange(row, mark),
      named: findNamed({
        row,
        mark,
        find,
        claimedBy: claimedBy ? rolloutIds.indexOf(claimedBy) : undefined,
      }),
    };
  });
}

function isOf(verdict: ServiceVerdict, isShared: boolean): Incident['isOf'] {
  if (verdict === 'nobody') return isShared ? 'nobody' : 'entity';
  return verdict === 'own' ? 'entity' : 'another';
}

function isNotCausedByChange(
  row: IncidentRowOfScope,
  mark: MarkRow | undefined,
): boolean {
  const told =
    mark?.isCausedByChange ?? (mark?.deploymentExternalId ? true : undefined);
  return (told ?? row.causedBy?.isCausedByChange) === false;
}

function findNamed(options: {
  row: IncidentRowOfScope;
  mark: MarkRow | undefined;
  find: RolloutFinder;
  claimedBy: number | undefined;
}): Incident['named'] {
  const { row, mark, find, claimedBy } = options;
  if (mark?.deploymentExternalId) {
    return {
      rollout: find.byExternalId(
        mark.deploymentExternalId,
        mark.deploymentScopeId,
      ),
    };
  }
  const { deploymentExternalId, sha } = row.causedBy ?? {};
  if (deploymentExternalId)
    return { rollout: find.byExternalId(deploymentExternalId, row.scopeId) };
  if (sha)
    return { rollout: find.bySha(sha, row.openedAt.getTime()) ?? claimedBy };
  return undefined;
}
