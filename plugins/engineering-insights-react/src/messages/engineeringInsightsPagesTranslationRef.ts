import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { doctorMessages } from './doctorMessages';
import { overviewMessages } from './overviewMessages';
import { sourcesMessages } from './sourcesMessages';
import { triageMessages } from './triageMessages';

/**
 * The texts that no tab has at first, in English: those of the pages across services,
 * and of what opens by a click. They are apart because a ref is loaded whole: nobody
 * who opens the tab of a service should wait for them.
 */
export const engineeringInsightsPagesTranslationRef = createTranslationRef({
  id: 'engineering-insights-pages',
  messages: {
    overview: overviewMessages,
    sources: sourcesMessages,
    triage: triageMessages,
    doctor: doctorMessages,
  },
});
