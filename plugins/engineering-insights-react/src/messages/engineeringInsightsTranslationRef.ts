import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { chartMessages } from './chartMessages';
import { doraMessages } from './doraMessages';
import { exclusionMessages } from './exclusionMessages';
import { formatMessages } from './formatMessages';
import { insightsMessages } from './insightsMessages';
import { kitMessages } from './kitMessages';
import { metricMessages } from './metricMessages';
import { overviewMessages } from './overviewMessages';
import { reasonMessages } from './reasonMessages';
import { teamMessages } from './teamMessages';

/** Every text of Engineering Insights, in English; a portal overrides or translates them through this ref. */
export const engineeringInsightsTranslationRef = createTranslationRef({
  id: 'engineering-insights',
  messages: {
    format: formatMessages,
    reason: reasonMessages,
    exclusion: exclusionMessages,
    kit: kitMessages,
    chart: chartMessages,
    dora: doraMessages,
    metric: metricMessages,
    team: teamMessages,
    insights: insightsMessages,
    overview: overviewMessages,
  },
});
