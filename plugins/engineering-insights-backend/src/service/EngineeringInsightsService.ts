import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  DeploymentsAnswer,
  DoraAnswer,
  EntityHealth,
  ExplainAnswer,
  IncidentRow,
  IncidentsAnswer,
  IntakeAnswer,
  MetricsAnswer,
  ReplayAnswer,
  SingleMetricAnswer,
  SourcesAnswer,
  TriageAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Intake } from '../ingestion/intake/Intake';
import type { EntityName } from './authorise';

export interface Caller {
  readonly credentials: BackstageCredentials;
}

/** ISO dates or instants; both absent means 90 days that end with today. */
export interface WindowInput {
  readonly from?: string;
  readonly to?: string;
}

export interface EntityQuestion extends Caller {
  readonly entity: EntityName;
}

export interface WindowQuestion extends EntityQuestion {
  readonly window: WindowInput;
}

/**
 * The only thing that the APIs call. Each method takes the caller's
 * credentials and passes one `authorise` step before any SQL, so that no two
 * APIs can disagree on who may see what.
 */
export interface EngineeringInsightsService {
  listMetrics(options: Caller): Promise<MetricsAnswer>;
  getDora(
    options: WindowQuestion & { isCompared: boolean },
  ): Promise<DoraAnswer>;
  getMetric(
    options: WindowQuestion & { metricId: string; isCompared: boolean },
  ): Promise<SingleMetricAnswer>;
  explainMetric(
    options: WindowQuestion & { metricId: string; cursor?: string },
  ): Promise<ExplainAnswer>;
  listDeployments(
    options: WindowQuestion & { limit: number; offset: number },
  ): Promise<DeploymentsAnswer>;
  listIncidents(
    options: WindowQuestion & {
      attribution?: IncidentRow['attribution'];
      limit: number;
    },
  ): Promise<IncidentsAnswer>;
  getEntityHealth(options: EntityQuestion): Promise<EntityHealth>;
  markDeployment(
    options: Caller & {
      deploymentId: string;
      mark: { isFailed: boolean; recoveredAt?: string; note: string };
    },
  ): Promise<void>;
  unmarkDeployment(options: Caller & { deploymentId: string }): Promise<void>;
  attributeIncident(
    options: Caller & {
      incidentId: string;
      attribution: { deploymentId: string } | { isCausedByChange: false };
    },
  ): Promise<void>;
  receiveEvents(options: Caller & { intake: Intake }): Promise<IntakeAnswer>;
  /** Understands anew what was pushed into a scope. */
  replayEvents(options: Caller & { scope: string }): Promise<ReplayAnswer>;
  listSources(options: Caller): Promise<SourcesAnswer>;
  /** What no entity hears of, for operators. */
  listTriage(options: Caller & { limit: number }): Promise<TriageAnswer>;
  retryStream(options: Caller & { streamId: number }): Promise<void>;
  replayStream(options: Caller & { streamId: number }): Promise<void>;
}
