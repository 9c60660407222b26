import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { chartMessages } from './chartMessages';
import { doctorMessages } from './doctorMessages';
import { doraMessages } from './doraMessages';
import { exclusionMessages } from './exclusionMessages';
import { formatMessages } from './formatMessages';
import { healthMessages } from './healthMessages';
import { insightsMessages } from './insightsMessages';
import { kitMessages } from './kitMessages';
import { metricMessages } from './metricMessages';
import { policyMessages } from './policyMessages';
import { overviewMessages } from './overviewMessages';
import { reasonMessages } from './reasonMessages';
import { sourcesMessages } from './sourcesMessages';
import { teamMessages } from './teamMessages';
import { triageMessages } from './triageMessages';

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
    triage: triageMessages,
    insights: insightsMessages,
    doctor: doctorMessages,
    policies: policyMessages,
    health: healthMessages,
    sources: sourcesMessages,
    overview: overviewMessages,
  },
});
