import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { chartMessages } from './chartMessages';
import { doraMessages } from './doraMessages';
import { exclusionMessages } from './exclusionMessages';
import { formatMessages } from './formatMessages';
import { healthMessages } from './healthMessages';
import { insightsMessages } from './insightsMessages';
import { kitMessages } from './kitMessages';
import { measuringMessages } from './measuringMessages';
import { metricMessages } from './metricMessages';
import { policyMessages } from './policyMessages';
import { reasonMessages } from './reasonMessages';
import { teamMessages } from './teamMessages';

/**
 * The texts of Engineering Insights, in English; a portal overrides or translates them
 * through this ref, and those that no tab has at first through the one beside it.
 */
export const engineeringInsightsTranslationRef = createTranslationRef({
  id: 'engineering-insights',
  messages: {
    format: formatMessages,
    reason: reasonMessages,
    exclusion: exclusionMessages,
    kit: kitMessages,
    chart: chartMessages,
    dora: doraMessages,
    measuring: measuringMessages,
    metric: metricMessages,
    team: teamMessages,
    insights: insightsMessages,
    policies: policyMessages,
    health: healthMessages,
  },
});
