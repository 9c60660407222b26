import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { PagerdutyClient } from '../client';
import { createAsker } from '../createAsker';
import { changedAtOf, type Incident } from '../incident';
import { normalizeIncident } from '../normalizeIncident';
import { readHistory } from './readHistory';
import { readLive } from './readLive';

export const INCIDENTS = 'incidents';

export type IncidentsCursor = {
  /** Live: what was created from here on is listed again. */
  createdFrom?: string;
  /** Live: when those were changed last that are open or listed again, by id. */
  known?: Record<string, string>;
  /** History: what was created before this is still to be read. */
  until?: string;
};

export function incidentsStream(
  client: PagerdutyClient,
): Stream<IncidentsCursor> {
  return {
    name: INCIDENTS,
    produces: ['incident'],
    // Names of people are left out before an item is made.
    personal: [],
    identify(item) {
      const { incident } = item as { incident: Incident };
      return { externalId: incident.id, updatedAt: changedAtOf(incident) };
    },
    read(options) {
      const asker = createAsker(client, {
        permission: 'incidents.read, services.read',
        signal: options.signal,
      });
      return options.direction === 'history'
        ? readHistory(asker, options)
        : readLive(asker, options);
    },
    normalize: normalizeIncident,
  };
}
