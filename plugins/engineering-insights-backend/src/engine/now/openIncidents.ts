import type { NowTile } from '@sei-platform/plugin-engineering-insights-common';
import { BOUND, OPEN_INCIDENTS_SQL } from '../../metrics';
import type { NowQuestion } from './NowQuestion';
import { readNowItems } from './readNowItems';

/** Incidents that are open, with their severity. */
export async function openIncidents(question: NowQuestion): Promise<NowTile> {
  const found = await readNowItems(question, {
    shared: [BOUND],
    sql: `
       select bound.entity_id,
              own_incident.observation_key as item_key,
              own_incident.title,
              own_incident.url,
              own_incident.opened_at as since,
              own_incident.severity
         ${OPEN_INCIDENTS_SQL}
        where own_incident.ended_by is null`,
  });
  return { status: 'ok', ...found };
}
