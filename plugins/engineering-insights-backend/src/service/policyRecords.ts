import type {
  DeliveryPolicy,
  PolicyComparison,
  PolicyRecord,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  ComparedIncident,
  ComparedRollout,
} from '../database/operations/policies/compareDerivations';
import { tellEvidence } from '../database/operations/read/tellEvidence';
import { RULE_FACT_KINDS } from '../delivery';

/** What counts under one of two policies. */
export interface PolicySide {
  readonly policy: DeliveryPolicy;
  readonly rollouts: readonly ComparedRollout[];
  readonly incidents: readonly ComparedIncident[];
}

type Why = Pick<PolicyRecord, 'reason' | 'parameters'>;

function whyNoDeployment(rollout: ComparedRollout, other: DeliveryPolicy): Why {
  const { from } = other.deployments;
  const found = rollout.other;
  if (!found) {
    return RULE_FACT_KINDS[from] === rollout.factKind
      ? { reason: 'notMatched', parameters: {} }
      : { reason: 'otherKind', parameters: { counts: from } };
  }
  if (found.isInRollout) {
    return { reason: 'countedTogether', parameters: {} };
  }
  if (!found.isProduction) {
    return {
      reason: 'notProduction',
      parameters: { environment: found.environment ?? '' },
    };
  }
  return found.outcome === 'success'
    ? { reason: 'notCounted', parameters: {} }
    : { reason: 'notSuccessful', parameters: { outcome: found.outcome } };
}

function whyNoFailure(rollout: ComparedRollout, other: DeliveryPolicy): Why {
  if (!rollout.isInBoth) {
    return { reason: 'rolloutNotCounted', parameters: {} };
  }
  const { evidence, minimumConfidence, attributionWindowHours } =
    other.failures;
  if (rollout.otherConfidence !== null) {
    return {
      reason: 'belowConfidence',
      parameters: {
        confidence: rollout.otherConfidence,
        minimum: minimumConfidence,
      },
    };
  }
  const kinds = [...new Set((rollout.evidence ?? []).map(({ kind }) => kind))];
  const off = kinds.filter(kind => kind !== 'mark' && !evidence[kind]);
  return off.length > 0 && off.length === kinds.length
    ? { reason: 'evidenceOff', parameters: { evidence: off.join(', ') } }
    : {
        reason: 'otherAttribution',
        parameters: { hours: attributionWindowHours },
      };
}

const told = (record: { title: string; url: string | null; at: Date }) => ({
  title: record.title,
  ...(record.url !== null && { url: record.url }),
  at: record.at.toISOString(),
});

function recordsOf(
  side: PolicySide,
  other: DeliveryPolicy,
  countsUnder: PolicyRecord['countsUnder'],
): PolicyRecord[] {
  return [
    ...side.rollouts
      .filter(rollout => !rollout.isInBoth)
      .map(rollout => ({
        kind: 'deployment' as const,
        countsUnder,
        ...whyNoDeployment(rollout, other),
        ...told(rollout),
      })),
    ...side.rollouts
      .filter(rollout => rollout.isFailed && !rollout.isFailedInOther)
      .map(rollout => ({
        kind: 'failure' as const,
        countsUnder,
        ...whyNoFailure(rollout, other),
        ...told(rollout),
        evidence: tellEvidence(rollout.evidence),
      })),
    ...side.incidents
      .filter(({ otherAttribution }) => otherAttribution !== 'linked')
      .map(incident => ({
        kind: 'incident' as const,
        countsUnder,
        reason:
          incident.otherAttribution === null
            ? ('noIncident' as const)
            : ('notLinked' as const),
        parameters: {},
        ...told(incident),
      })),
  ];
}

const KINDS = ['deployment', 'failure', 'incident'] as const;

/** The records that count under one of two policies only, newest first, each with why; and how many of each kind count under both. */
export function policyRecords(sides: {
  inForce: PolicySide;
  other: PolicySide;
}): Pick<PolicyComparison, 'records' | 'counts'> {
  const { inForce, other } = sides;
  const records = [
    ...recordsOf(inForce, other.policy, 'inForce'),
    ...recordsOf(other, inForce.policy, 'other'),
  ].sort((a, b) => Number(a.at < b.at) - Number(a.at > b.at));
  const both: Record<PolicyRecord['kind'], number> = {
    deployment: inForce.rollouts.filter(({ isInBoth }) => isInBoth).length,
    failure: inForce.rollouts.filter(
      rollout => rollout.isFailed && rollout.isFailedInOther,
    ).length,
    incident: inForce.incidents.filter(
      ({ otherAttribution }) => otherAttribution === 'linked',
    ).length,
  };
  const countOf = (
    kind: PolicyRecord['kind'],
    side: PolicyRecord['countsUnder'],
  ) =>
    records.filter(
      record => record.kind === kind && record.countsUnder === side,
    ).length;
  return {
    records,
    counts: KINDS.map(kind => ({
      kind,
      onlyInForce: countOf(kind, 'inForce'),
      onlyOther: countOf(kind, 'other'),
      both: both[kind],
    })),
  };
}
