import { groupBy } from '../groupBy';
import type { DeliveryPolicy } from '@sei-platform/plugin-engineering-insights-common';
import type { Rollout } from '../rollouts/groupRollouts';
import { findRecovery, type Recovery } from './findRecovery';
import type { Link } from './Link';

export type EvidenceKind =
  | 'incident'
  | 'mark'
  | 'rollback'
  | 'revert'
  | 'hotfix';

/** Why a rollout is thought to have failed. */
export interface FailureEvidence {
  readonly kind: EvidenceKind;
  readonly confidence: number;
  readonly title: string;
  readonly url?: string;
  /** What it is made of. */
  readonly key: string;
}

/** What a person said of a rollout. */
export interface RolloutMark {
  readonly isFailed: boolean;
  readonly recoveredAt?: number;
  readonly note?: string;
  readonly key: string;
}

export interface Failure {
  /** Index of the rollout. */
  readonly rollout: number;
  readonly confidence: number;
  readonly isCounted: boolean;
  /** Strongest first. */
  readonly evidence: readonly FailureEvidence[];
  readonly isMarkedByHand: boolean;
  readonly recovery?: Recovery;
}

export interface Remediation {
  readonly rollout: number;
  readonly failedRollout: number;
  readonly kind: 'rollback' | 'hotfix' | 'fix';
  readonly confidence: number;
}

/**
 * Judges each rollout by the evidence against it: the strongest gives the
 * confidence, a mark by hand decides. What remedies a failure that counts is a
 * remediation.
 */
export function judgeFailures(options: {
  /** In their order. */
  rollouts: readonly Rollout[];
  links: readonly Link[];
  marks: ReadonlyMap<number, RolloutMark>;
  policy: DeliveryPolicy['failures'];
}): { failures: Failure[]; remediations: Remediation[] } {
  const { rollouts, marks, policy } = options;
  const links = groupBy(options.links, link => link.failedRollout);
  const suspects = [...new Set([...links.keys(), ...marks.keys()])].sort(
    (a, b) => a - b,
  );
  const remediations: Remediation[] = [];
  const failures = suspects.map(rollout => {
    const own = links.get(rollout) ?? [];
    const mark = marks.get(rollout);
    const evidence = [
      ...(mark?.isFailed ? [markEvidence(mark)] : []),
      ...own.map(link => link.evidence),
    ];
    evidence.sort(compareEvidence);
    const confidence = mark ? Number(mark.isFailed) : evidence[0].confidence;
    const isCounted = mark
      ? mark.isFailed
      : confidence >= policy.minimumConfidence;
    const remedies = listRemediations(own);
    if (isCounted) remediations.push(...remedies);
    return {
      rollout,
      confidence,
      isCounted,
      evidence,
      isMarkedByHand: mark !== undefined,
      recovery: findRecovery({ rollouts, links: own, remedies, mark }),
    };
  });
  return { failures, remediations };
}

function markEvidence(mark: RolloutMark): FailureEvidence {
  return {
    kind: 'mark',
    confidence: 1,
    title: mark.note ?? 'Marked as failed',
    key: mark.key,
  };
}

function compareEvidence(a: FailureEvidence, b: FailureEvidence): number {
  if (a.confidence !== b.confidence) return b.confidence - a.confidence;
  const [first, second] = [`${a.kind}:${a.key}`, `${b.kind}:${b.key}`];
  return first < second ? -1 : Number(first > second);
}

/** One per rollout that remedies, by its strongest evidence. */
function listRemediations(links: readonly Link[]): Remediation[] {
  const strongest = new Map<number, Remediation>();
  for (const { remediation, failedRollout, evidence } of links) {
    if (!remediation) continue;
    const { rollout, kind } = remediation;
    const known = strongest.get(rollout);
    if (!known || known.confidence < evidence.confidence) {
      strongest.set(rollout, {
        rollout,
        failedRollout,
        kind,
        confidence: evidence.confidence,
      });
    }
  }
  return [...strongest.values()];
}
