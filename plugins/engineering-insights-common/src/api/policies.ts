import type { MetricValue } from '../metrics/types';
import type { EntitySummary, Evidence, WindowAnswer } from './types';

/** The parts of a delivery policy. */
export type PolicyPartName =
  | 'deployments'
  | 'environments'
  | 'failures'
  | 'incidents';
export const POLICY_PARTS: readonly PolicyPartName[] = [
  'deployments',
  'environments',
  'failures',
  'incidents',
];

export type PolicySettingValue = string | number | boolean | readonly string[];

/** One line of a policy, by the path of its key: `environments.production`. */
export interface PolicySetting {
  readonly name: string;
  readonly value: PolicySettingValue;
}

/** A setting that two policies tell differently; absent where one does not tell it. */
export interface PolicyDifference {
  readonly name: string;
  readonly from?: PolicySettingValue;
  readonly to?: PolicySettingValue;
}

export interface PolicyVersion {
  readonly id: string;
  /** default, the name in the configuration, or the entity ref where its annotations changed it. */
  readonly name: string;
}

/** What set a part of a policy, or a setting of it. */
export interface PolicyPartSource {
  readonly setBy: 'annotation' | 'namedPolicy' | 'default';
  /** The annotation's key, or the name of the policy. */
  readonly name?: string;
}

export interface PolicyPart {
  readonly name: PolicyPartName;
  readonly settings: readonly (PolicySetting & {
    /** Absent where that is not known any more. */
    readonly source?: PolicyPartSource;
  })[];
}

/** Who and why: policies change by annotations in the catalog, and by the configuration. */
export interface PolicyOrigin {
  readonly setBy: 'configuration' | 'annotation';
  /** Of annotations: the file in which they stand, as an address. */
  readonly location?: string;
  /** As the annotation engineering-insights/policy-reason or the configuration said it then. */
  readonly reason?: string;
}

/** A policy came into force for an entity. */
export interface PolicySwitch extends PolicyOrigin {
  readonly at: string;
  readonly version: PolicyVersion;
  /** Absent for the first one. */
  readonly previous?: PolicyVersion;
  readonly differences: readonly PolicyDifference[];
}

/** What a policy in force may be compared with. */
export interface PolicyChoice {
  /** For `with`: the id of a version, `default`, or the name of a policy of the configuration. */
  readonly with: string;
  readonly kind: 'version' | 'namedPolicy' | 'default';
  readonly name: string;
  /** Of a version: when it was in force last. */
  readonly lastInForceFrom?: string;
  readonly lastInForceTo?: string;
}

/** GET /v1/entities/{kind}/{namespace}/{name}/policies */
export interface PoliciesAnswer {
  readonly entity: EntitySummary;
  /** Absent where nothing was derived for the entity: it is no component, or it is new. */
  readonly inForce?: PolicyOrigin & {
    readonly version: PolicyVersion;
    readonly since: string;
    readonly parts: readonly PolicyPart[];
  };
  /** The catalog or the configuration says otherwise by now; what was delivered is about to be derived anew. */
  readonly isChanging: boolean;
  /** What of the annotations or the configuration is not as documented, each a sentence. */
  readonly problems: readonly string[];
  /** Newest first. */
  readonly switches: readonly PolicySwitch[];
  readonly choices: readonly PolicyChoice[];
}

/** A change of policy in a window, for the charts to mark. */
export interface PolicyChangeMark {
  /** ISO 8601 instant. */
  readonly at: string;
  /** Services whose policy changed at that time. */
  readonly serviceCount: number;
  /** Of one service. */
  readonly differences: readonly PolicyDifference[];
}

/** Why a record counts under one policy and not under the other. */
export type PolicyRecordReason =
  /** The rule reads another kind of fact. */
  | 'otherKind'
  /** The rule's patterns, sources or branches leave it out. */
  | 'notMatched'
  | 'notProduction'
  /** It did not succeed, by the stage or job that the rule names. */
  | 'notSuccessful'
  /** It brings nothing to the paths of the entity, or is told by another fact already. */
  | 'notCounted'
  /** It counts together with other deployments of its revision. */
  | 'countedTogether'
  /** Of a failure: its rollout does not count. */
  | 'rolloutNotCounted'
  /** Of a failure: that kind of evidence is not looked for. */
  | 'evidenceOff'
  /** Of a failure: its evidence is below the minimum confidence. */
  | 'belowConfidence'
  /** Of a failure: its evidence is linked to another rollout, or lies outside of the window. */
  | 'otherAttribution'
  /** Of an incident: the policy does not take it for one of this entity. */
  | 'noIncident'
  /** Of an incident: it is linked to no rollout. */
  | 'notLinked';

/** A record that counts under one of two policies only. */
export interface PolicyRecord {
  readonly kind: 'deployment' | 'failure' | 'incident';
  readonly countsUnder: 'inForce' | 'other';
  /** Why it does not under the one where it does not count. */
  readonly reason: PolicyRecordReason;
  /** What the reason's sentence needs: environment, counts, evidence, confidence, minimum. */
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly title: string;
  readonly url?: string;
  readonly at: string;
  readonly evidence?: readonly Evidence[];
}

export interface ComparedPolicy {
  readonly version: { readonly id?: string; readonly name: string };
  /** The five DORA metrics in their order. */
  readonly values: readonly {
    readonly metricId: string;
    readonly value: MetricValue;
  }[];
}

/** GET …/policies/compare?with=… */
export interface PolicyComparison {
  readonly entity: EntitySummary;
  readonly window: WindowAnswer;
  readonly inForce: ComparedPolicy;
  readonly other: ComparedPolicy;
  readonly differences: readonly PolicyDifference[];
  readonly counts: readonly {
    readonly kind: PolicyRecord['kind'];
    readonly onlyInForce: number;
    readonly onlyOther: number;
    readonly both: number;
  }[];
  readonly records: readonly PolicyRecord[];
  readonly totalCount: number;
  readonly nextCursor?: string;
}
