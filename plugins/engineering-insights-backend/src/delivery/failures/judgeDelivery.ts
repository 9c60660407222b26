import { readMarks } from '../../database/operations/delivery/readMarks';
import { writeJudgements } from '../../database/operations/delivery/writeJudgements';
import { instantText } from '../instantText';
import type { Rollback } from '../rollouts/judgeRollbacks';
import type { Delivery } from '../saveDelivery';
import { factKeyText } from '../select/factKeyText';
import { type Attribution, attributeIncident } from './attributeIncident';
import { createRolloutFinder } from './createRolloutFinder';
import type { Incident } from './Incident';
import { judgeFailures } from './judgeFailures';
import type { JudgeOptions } from './JudgeOptions';
import type { Link } from './Link';
import { linkHotfixes } from './linkHotfixes';
import { linkReverts } from './linkReverts';
import { linkRollbacks } from './linkRollbacks';
import { loadHotfixes } from './loadHotfixes';
import { loadIncidents } from './loadIncidents';
import { loadReverts } from './loadReverts';
import { marksByRollout } from './marksByRollout';

const HOUR_MS = 3_600_000;

/** Judges the rollouts of an entity by all evidence there is, and writes what came of it. */
export async function judgeDelivery(
  options: JudgeOptions & { rollbacks: ReadonlyMap<number, Rollback> },
): Promise<void> {
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
      recovered_at:
        failure.recovery?.at === undefined
          ? null
          : instantText(failure.recovery.at),
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
      reason: made.attribution === 'unlinked' ? made.reason : null,
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
      incident: {
        isResolved: incident.isResolved,
        resolvedAt: incident.resolvedAt,
      },
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
