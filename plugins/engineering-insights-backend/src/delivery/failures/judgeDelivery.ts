import { groupBy } from '../groupBy';
import { findClaimingRollouts } from '../../database/operations/delivery/findClaimingRollouts';
import { readHotfixes } from '../../database/operations/delivery/readHotfixes';
import {
  type IncidentRowOfScope,
  readIncidents,
} from '../../database/operations/delivery/readIncidents';
import {
  type MarkRow,
  readMarks,
} from '../../database/operations/delivery/readMarks';
import { readReverts } from '../../database/operations/delivery/readReverts';
import { writeJudgements } from '../../database/operations/delivery/writeJudgements';
import type { DeriveContext } from '../DeriveContext';
import { instantText } from '../instantText';
import type { Rollback } from '../rollouts/judgeRollbacks';
import type { Delivery } from '../saveDelivery';
import { factKeyText } from '../select/factKeyText';
import { createServiceJudge } from '../select/judgeService';
import { type Attribution, attributeIncident } from './attributeIncident';
import { createRolloutFinder, type RolloutFinder } from './createRolloutFinder';
import type { Incident } from './Incident';
import { judgeFailures, type RolloutMark } from './judgeFailures';
import type { Link } from './Link';
import { type Hotfix, linkHotfixes } from './linkHotfixes';
import { linkReverts, type Revert } from './linkReverts';
import { linkRollbacks } from './linkRollbacks';

const REVERT_DAYS = 14;
const HOUR_MS = 3_600_000;

/** Judges the rollouts of an entity by all evidence there is, and writes what came of it. */
export async function judgeDelivery(options: {
  context: DeriveContext;
  delivery: Delivery;
  rollbacks: ReadonlyMap<number, Rollback>;
  /** Of the rollouts in their order. */
  rolloutIds: readonly string[];
}): Promise<void> {
  const { context, delivery, rolloutIds } = options;
  const { knex, derivationId, entity, policy } = context;
  const { evidence, attributionWindowHours } = policy.policy.failures;
  const { rollouts } = delivery;
  const marks = await readMarks({ knex, entityId: entity.id });
  const find = createRolloutFinder(delivery);
  const incidents = await loadIncidents({ ...options, marks, find });
  const attributions = incidents.map(incident => ({
    incident,
    made: attributeIncident({
      incident,
      rollouts,
      windowMs: attributionWindowHours * HOUR_MS,
    }),
  }));
  const links = [
    ...(evidence.incident ? attributions.flatMap(linkIncident) : []),
    ...(evidence.rollback
      ? linkRollbacks({
          deployments: delivery.counted,
          rollbacks: options.rollbacks,
          rolloutOf: indexByPosition(delivery),
        })
      : []),
    ...(evidence.revert ? linkReverts(await loadReverts(options)) : []),
    ...(evidence.hotfix
      ? linkHotfixes({ rollouts, hotfixes: await loadHotfixes(options) })
      : []),
  ];
  const judged = judgeFailures({
    rollouts,
    links,
    marks: marksByRollout(marks, find),
    policy: policy.policy.failures,
  });
  await writeJudgements({
    knex,
    derivationId,
    failures: judged.failures.map(failure => ({
      rollout_id: rolloutIds[failure.rollout],
      failed_at: instantText(rollouts[failure.rollout].finishedAt),
      confidence: failure.confidence,
      is_counted: failure.isCounted,
      evidence: failure.evidence,
      is_marked_by_hand: failure.isMarkedByHand,
      recovered_at: failure.recovery ? instantText(failure.recovery.at) : null,
      recovered_by: failure.recovery?.by ?? null,
    })),
    remediations: judged.remediations.map(remediation => ({
      rollout_id: rolloutIds[remediation.rollout],
      failed_rollout_id: rolloutIds[remediation.failedRollout],
      kind: remediation.kind,
      confidence: remediation.confidence,
    })),
    attributions: attributions.map(({ incident, made }) => ({
      incident_id: incident.factKind === 'incident' ? incident.id : null,
      issue_id: incident.factKind === 'issue' ? incident.id : null,
      attribution: made.attribution,
      rollout_id:
        made.attribution === 'linked' ? rolloutIds[made.rollout] : null,
      confidence: made.attribution === 'linked' ? made.confidence : null,
    })),
  });
}

function linkIncident({
  incident,
  made,
}: {
  incident: Incident;
  made: Attribution;
}): Link[] {
  if (made.attribution !== 'linked') return [];
  return [
    {
      failedRollout: made.rollout,
      incident: { resolvedAt: incident.resolvedAt },
      evidence: {
        kind: 'incident',
        confidence: made.confidence,
        title: incident.title,
        url: incident.url,
        key: `${incident.scopeId}:${incident.factKind}:${incident.externalId}`,
      },
    },
  ];
}

function indexByPosition({
  counted,
  rolloutOf,
}: Delivery): Map<number, number> {
  return new Map(
    counted.map((deployment, position) => [
      position,
      rolloutOf.get(factKeyText(deployment))!,
    ]),
  );
}

interface JudgeOptions {
  readonly context: DeriveContext;
  readonly delivery: Delivery;
  readonly rolloutIds: readonly string[];
}

async function loadReverts({
  context,
  rolloutIds,
}: JudgeOptions): Promise<Revert[]> {
  const { knex, derivationId, scopes } = context;
  const indexOf = new Map(rolloutIds.map((id, index) => [id, index]));
  const rows = await readReverts({
    knex,
    derivationId,
    days: REVERT_DAYS,
    scopeIds: scopes.map(scope => scope.id),
  });
  return [...groupBy(rows, row => row.key).values()].map(own => ({
    key: own[0].key,
    title: own[0].title,
    url: own[0].url ?? undefined,
    rollout: indexOf.get(own[0].rolloutId)!,
    shippedBy: own.map(row => indexOf.get(row.revertedRolloutId)!),
  }));
}

/** Pull requests by label or branch, and deployments that the source calls unplanned. */
async function loadHotfixes({
  context,
  delivery,
  rolloutIds,
}: JudgeOptions): Promise<Hotfix[]> {
  const { knex, derivationId } = context;
  const indexOf = new Map(rolloutIds.map((id, index) => [id, index]));
  const pullRequests = await readHotfixes({ knex, derivationId });
  const unplanned = delivery.counted.filter(
    deployment => deployment.isUnplanned,
  );
  return [
    ...pullRequests.map(row => ({
      rollout: indexOf.get(row.rolloutId)!,
      key: row.key,
      title: row.title ?? 'Hotfix',
      url: row.url ?? undefined,
    })),
    ...unplanned.map(deployment => ({
      rollout: delivery.rolloutOf.get(factKeyText(deployment))!,
      key: factKeyText(deployment),
      title: `Unplanned deployment to ${deployment.environment}`,
      url: deployment.url,
    })),
  ];
}

function marksByRollout(
  marks: readonly MarkRow[],
  find: RolloutFinder,
): Map<number, RolloutMark> {
  const found = new Map<number, RolloutMark>();
  for (const mark of marks) {
    const rollout = find.byFact(
      `${mark.scopeId}:${mark.factKind}:${mark.externalId}`,
    );
    if (
      mark.target !== 'deployment' ||
      mark.isFailed === null ||
      rollout === undefined
    )
      continue;
    // It failed if it failed in any environment.
    if (found.get(rollout)?.isFailed) continue;
    found.set(rollout, {
      isFailed: mark.isFailed,
      recoveredAt: mark.recoveredAt?.getTime(),
      note: mark.note ?? undefined,
      key: `${mark.scopeId}:${mark.factKind}:${mark.externalId}`,
    });
  }
  return found;
}

async function loadIncidents(
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
      isOfEntity:
        verdict === 'own' || (verdict === 'nobody' && !shared.has(row.scopeId)),
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
