import type { MetricValue, MetricWindow, Reason } from '../metrics/types';
import type {
  BandLevel,
  EntitySummary,
  MetricAnswer,
  PhaseName,
  WindowAnswer,
} from './types';

/** A system, domain or group that an overview can be of. */
export interface OverviewTarget extends EntitySummary {
  /** Services that belong to it now, also through what belongs to it. */
  readonly serviceCount: number;
  /** The groups that own it. */
  readonly ownerRefs: readonly string[];
}

/** GET /v1/overview/targets */
export interface OverviewTargetsAnswer {
  /** What the caller may see, by title. */
  readonly targets: readonly OverviewTarget[];
}

/** How many services are in each band; unknown are those that have too few records for one, or none. */
export type BandShare = Readonly<Record<BandLevel | 'unknown', number>>;

/** The services of one metric per band in a month. */
export interface BandMonth extends MetricWindow {
  /** The month has not ended. */
  readonly isCut: boolean;
  /** Of the services of which something was read of that month. */
  readonly counts: BandShare;
  /** The other services: their sources were not read so far back, or not at all. */
  readonly notReadCount: number;
}

/** One metric over the services of an overview; of those that the caller may see. */
export interface MetricBands {
  readonly metricId: string;
  /** In the window. */
  readonly counts: BandShare;
  /** Each by itself, the last twelve. */
  readonly months: readonly BandMonth[];
}

/** Something that services can be chosen by, and how many there are of it. */
export interface ChoiceCount {
  readonly value: string;
  readonly serviceCount: number;
}

/** GET /v1/overview/{kind}/{namespace}/{name} */
export interface OverviewAnswer {
  readonly entity: EntitySummary;
  readonly window: WindowAnswer;
  readonly previousWindow: MetricWindow;
  /** Services that the caller may see, and that the filters leave. */
  readonly serviceCount: number;
  /** Services that the caller may not see: the metrics of the whole count them, and nothing else does. */
  readonly hiddenServiceCount: number;
  /** Some of the services are left out by a filter, so the metrics are those of the others. */
  readonly isFiltered: boolean;
  /** What all services that the caller may see have, filtered or not. */
  readonly lifecycles: readonly ChoiceCount[];
  readonly tags: readonly ChoiceCount[];
  /** The five DORA metrics over all services together. */
  readonly metrics: readonly MetricAnswer[];
  readonly bands: readonly MetricBands[];
  /** ISO 8601 instant: the oldest of what is shown. */
  readonly calculatedAt: string;
}

/** One metric of one service in the window, without what stands beside it. */
export interface ServiceValue {
  readonly metricId: string;
  readonly status: MetricValue['status'];
  readonly value?: number;
  readonly sampleSize: number;
  readonly band?: BandLevel;
}

export interface OverviewService extends EntitySummary {
  readonly lifecycle?: string;
  /** The five; a metric of which nothing is kept yet is absent. */
  readonly values: readonly ServiceValue[];
}

/** GET /v1/overview/{kind}/{namespace}/{name}/services */
export interface OverviewServicesAnswer {
  readonly entity: EntitySummary;
  readonly window: WindowAnswer;
  /** By title. */
  readonly items: readonly OverviewService[];
  readonly totalCount: number;
  readonly nextCursor?: string;
}

/** What one service brings to a change, in the unit of the metric. */
export interface ServiceContribution {
  readonly entity: EntitySummary;
  readonly contribution: number;
  /** In the window, and in the one before; absent where there was nothing. */
  readonly value?: number;
  readonly previous?: number;
  readonly sampleSize: number;
  readonly previousSampleSize: number;
}

/** What one phase brings to a change, in seconds. */
export interface PhaseContribution {
  readonly phase: PhaseName;
  readonly contribution: number;
  /** Mean seconds per change in the window, and in the one before. */
  readonly value: number;
  readonly previous: number;
}

/** How much a metric moved, and what of that is whose. */
export type MetricMove =
  | {
      readonly metricId: string;
      readonly status: 'ok';
      /** Of durations the mean, as medians do not add up; of rates the share. */
      readonly value: number;
      readonly previous: number;
      readonly difference: number;
      readonly sampleSize: number;
      readonly previousSampleSize: number;
      /** Services with all others add up to the difference; the largest first. */
      readonly services: readonly ServiceContribution[];
      readonly otherServices: {
        readonly count: number;
        readonly contribution: number;
      };
      /** What services bring that the caller may not see. */
      readonly unexplainedByServices: number;
      /** Of change lead time; with what is unexplained they add up to the difference. */
      readonly phases?: readonly PhaseContribution[];
      /** The time of changes that lack a boundary between phases. */
      readonly unexplainedByPhases?: number;
    }
  | {
      readonly metricId: string;
      readonly status: 'noData';
      readonly reason: Reason;
    };

/** GET /v1/overview/{kind}/{namespace}/{name}/changes */
export interface OverviewChangesAnswer {
  readonly entity: EntitySummary;
  readonly window: WindowAnswer;
  readonly previousWindow: MetricWindow;
  readonly metrics: readonly MetricMove[];
}

export type CompletenessId =
  | 'deploymentsWithRevision'
  | 'deploymentsLinkedToPullRequests'
  | 'incidentsLinked'
  | 'servicesWithValue';

/** A service that lacks something: of how many of its records, or of its one value why. */
export interface LackingService extends EntitySummary {
  readonly count: number;
  readonly total: number;
}

/** How many of something are complete enough to count, and which services lack most. */
export interface Completeness {
  readonly id: CompletenessId;
  /** Of servicesWithValue. */
  readonly metricId?: string;
  readonly count: number;
  readonly total: number;
  /** The first of them, those that lack most first. */
  readonly lacking: readonly LackingService[];
  readonly lackingCount: number;
}

/** GET /v1/overview/{kind}/{namespace}/{name}/completeness */
export interface OverviewCompletenessAnswer {
  readonly entity: EntitySummary;
  readonly window: WindowAnswer;
  readonly fractions: readonly Completeness[];
}
