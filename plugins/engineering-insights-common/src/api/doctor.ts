import type { MetricWindow } from '../metrics/types';
import type {
  DeploymentRow,
  EntityHealth,
  EntitySummary,
  IncidentRow,
  MetricAnswer,
} from './types';

/** Part of a delivery policy; what is absent stays as it is. */
export interface DoctorPolicy {
  readonly deployments?: Readonly<Record<string, unknown>>;
  readonly environments?: Readonly<Record<string, unknown>>;
  readonly failures?: Readonly<Record<string, unknown>>;
  readonly incidents?: Readonly<Record<string, unknown>>;
}

/** What is tried on the stored facts of a component; neither annotations nor policy asks for what holds now. */
export interface DoctorTrial {
  /** By their whole keys; null takes one away. */
  readonly annotations?: Readonly<Record<string, string | null>>;
  readonly policy?: DoctorPolicy;
}

/** One part of a delivery policy. */
export interface DoctorSetting {
  /** environments.production */
  readonly path: string;
  /** As a reader sees it; empty for an empty list. */
  readonly value: string;
  /** `default`, the annotation, the key of the configuration, or `trial`. */
  readonly setBy: string;
}

/** What a delivery policy makes of the stored facts of a component in a window. */
export interface DoctorSide {
  readonly settings: readonly DoctorSetting[];
  /** What of the annotations is not as documented, each a sentence. */
  readonly problems: readonly string[];
  readonly counts: {
    /** In every environment and with every outcome. */
    readonly deployments: number;
    /** Those of them that succeeded in production. */
    readonly productionDeployments: number;
    readonly rollouts: number;
    readonly failedRollouts: number;
    /** And issues that are taken for some. */
    readonly incidents: number;
    readonly linkedIncidents: number;
  };
  readonly environments: EntityHealth['environments'];
  /** The newest of those counted. */
  readonly deployments: readonly DeploymentRow[];
  /** The newest of those counted. */
  readonly incidents: readonly IncidentRow[];
  /** The five of DORA. */
  readonly metrics: readonly MetricAnswer[];
}

/** POST /v1/doctor/preview */
export interface DoctorAnswer {
  readonly entity: EntitySummary;
  readonly window: MetricWindow;
  readonly now: DoctorSide;
  /** Absent where nothing is tried. */
  readonly then?: DoctorSide;
  /** What the preview does not show, each a sentence. */
  readonly notCovered: readonly string[];
  /** What to paste for the change to hold. */
  readonly yaml: {
    /** Into the entity's catalog-info.yaml. */
    readonly catalogInfo?: string;
    /** Into the portal's app-config.yaml. */
    readonly appConfig?: string;
  };
}
