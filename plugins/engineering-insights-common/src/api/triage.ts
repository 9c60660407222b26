import type { EntitySummary, IncidentRow } from './types';

/** What a person said of a deployment or of the cause of an incident, against what was derived. */
export type CorrectionVerdict =
  | 'failed'
  | 'notFailed'
  | 'linked'
  | 'notCausedByChange';

/** A correction by hand, with who made it, when and why. */
export interface CorrectionRow {
  readonly id: string;
  readonly verdict: CorrectionVerdict;
  /** For which it was made, by their titles. */
  readonly services: readonly EntitySummary[];
  /** Of what: "1.4.2 to production", or the title of an incident. */
  readonly title: string;
  readonly url?: string;
  /** ISO 8601: when the deployment finished, or the incident was opened; absent where the source took it back. */
  readonly happenedAt?: string;
  /** Ref of the user who made it. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly note?: string;
  /** Of a failure: when it was over, as that person said. */
  readonly recoveredAt?: string;
  /** Of a deployment: it; of an incident: what it was linked to. */
  readonly deploymentId?: string;
  readonly incidentId?: string;
  /** The observationKey of the rollout that it decides on. */
  readonly rolloutKey?: string;
}

/** Of a source: how many accounts acted on some services lately that are no User's in the catalog; never whose, nor how many people are known there. */
export interface TriagePeople {
  readonly source: string;
  readonly title: string;
  readonly unresolvedCount: number;
  /** What a User is known by there; absent where only the e-mail address of the profile helps. */
  readonly annotation?: { readonly key: string; readonly example: string };
}

/** What waits for a person, by the list that it is in. */
export interface TriageCounts {
  readonly unlinkedIncidents: number;
  readonly deploymentsWithoutRevision: number;
  readonly deploymentsWithoutEnvironment: number;
  /** Accounts. */
  readonly unknownPeople: number;
  /** In force, however old. */
  readonly corrections: number;
}

/** GET /v1/triage/{kind}/{namespace}/{name} */
export interface EntityTriageAnswer {
  readonly entity: EntitySummary;
  /** ISO 8601: what is older is history. */
  readonly since: string;
  /** Of which there are lists: those that the caller sees. */
  readonly serviceCount: number;
  readonly counts: TriageCounts;
  /** Of the last 30 days the sources with unknown accounts, those with most first. */
  readonly people: readonly TriagePeople[];
  /** What the caller may do here. */
  readonly may: { readonly correct: boolean; readonly readSources: boolean };
}

/** An incident that no deployment is known to have caused. */
export interface TriageIncident {
  readonly id: string;
  /** Those that see it, by their titles. */
  readonly services: readonly EntitySummary[];
  readonly title: string;
  readonly severity: string;
  readonly openedAt: string;
  /** Also where the source does not tell since when. */
  readonly isResolved: boolean;
  readonly resolvedAt?: string;
  readonly url?: string;
  readonly source: string;
  /** What people call the source. */
  readonly sourceTitle: string;
  readonly reason: NonNullable<IncidentRow['reason']>;
}

/** GET /v1/triage/{kind}/{namespace}/{name}/incidents */
export interface TriageIncidentsAnswer {
  readonly items: readonly TriageIncident[];
  readonly totalCount: number;
  readonly nextCursor?: string;
}

/** What a deployment lacks. */
export type DeploymentGap = 'revision' | 'environment';
export const DEPLOYMENT_GAPS: readonly DeploymentGap[] = [
  'revision',
  'environment',
];

/** A successful deployment that lacks something. */
export interface TriageDeployment {
  readonly id: string;
  readonly service: EntitySummary;
  /** Its version, its revision, or else how the source calls it. */
  readonly title: string;
  readonly environment?: string;
  readonly finishedAt: string;
  readonly url?: string;
  readonly source: string;
  /** What people call the source. */
  readonly sourceTitle: string;
  /** noRevision: the source names no commit; unknownRevision: it names one that was not found; noEnvironment: it names no environment. */
  readonly reason: 'noRevision' | 'unknownRevision' | 'noEnvironment';
  /** The commit or tag that was not found. */
  readonly revision?: string;
  /** It is part of a rollout, so that it can be said to have failed. */
  readonly isCounted: boolean;
  readonly isFailed: boolean;
  readonly isMarkedByHand: boolean;
}

/** GET /v1/triage/{kind}/{namespace}/{name}/deployments */
export interface TriageDeploymentsAnswer {
  readonly items: readonly TriageDeployment[];
  readonly totalCount: number;
  readonly nextCursor?: string;
}

/** GET /v1/triage/{kind}/{namespace}/{name}/corrections */
export interface CorrectionsAnswer {
  readonly items: readonly CorrectionRow[];
  readonly totalCount: number;
  readonly nextCursor?: string;
}
