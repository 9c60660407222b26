import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { ActionContext } from './ActionContext';
import { registerExplainMetric } from './registerExplainMetric';
import { registerGetDataHealth } from './registerGetDataHealth';
import { registerGetDoraMetrics } from './registerGetDoraMetrics';
import { registerGetSlowestPhases } from './registerGetSlowestPhases';
import { registerGetTeamAnalytics } from './registerGetTeamAnalytics';

/** What agents may ask, answered by the one service with the credentials of whoever has them ask. */
export function registerActions(
  registry: ActionsRegistryService,
  context: ActionContext,
): void {
  registerGetDoraMetrics(registry, context);
  registerGetTeamAnalytics(registry, context);
  registerExplainMetric(registry, context);
  registerGetSlowestPhases(registry, context);
  registerGetDataHealth(registry, context);
}
