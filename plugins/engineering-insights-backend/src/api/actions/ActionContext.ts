import type { EngineeringInsightsService } from '../../service/EngineeringInsightsService';

/** What every action stands on. */
export interface ActionContext {
  readonly service: EngineeringInsightsService;
  /** Of the portal; absent where the configuration has none, and links then begin with a slash. */
  readonly portalUrl?: string;
  /** ISO 8601. */
  readonly now: () => string;
}
