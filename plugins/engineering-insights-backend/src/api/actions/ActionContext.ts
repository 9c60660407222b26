import type { ApiLimits } from '../ApiLimits';
import type { EngineeringInsightsService } from '../../service/EngineeringInsightsService';

/** What every action stands on. */
export interface ActionContext {
  readonly service: EngineeringInsightsService;
  readonly limits: ApiLimits;
  /** Of the portal; absent where the configuration has none, and links then begin with a slash. */
  readonly portalUrl?: string;
  /** ISO 8601. */
  readonly now: () => string;
}
