import { isNotFoundError } from '@sei-platform/plugin-engineering-insights-node';
import type { JsonObject } from '@backstage/types';
import type { Asker } from '../createAsker';
import type { Incident } from '../incident';
import { listLogEntries } from '../listLogEntries';

const STATUS_LOG_ENTRY =
  /^(trigger|acknowledge|unacknowledge|resolve|reopen)_log_entry$/;

/** An incident with what its log tells of its status, where the incident itself may have forgotten it. */
export async function toItem(
  asker: Asker,
  incident: Incident,
): Promise<JsonObject> {
  // Acknowledgements are listed while they hold; before them there is nothing to know.
  if (incident.status === 'acknowledged' || isUntouched(incident))
    return { incident };
  const logEntries = await readStatusLog(asker, incident.id);
  return { incident, ...(logEntries && { logEntries }) };
}

async function readStatusLog(
  asker: Asker,
  id: string,
): Promise<JsonObject[] | undefined> {
  const logEntries: JsonObject[] = [];
  try {
    for await (const page of listLogEntries(asker, {
      path: `/incidents/${encodeURIComponent(id)}/log_entries`,
    })) {
      logEntries.push(
        ...page
          .filter(({ type }) => STATUS_LOG_ENTRY.test(String(type)))
          .map(({ type, created_at }) => ({ type, created_at })),
      );
    }
    return logEntries;
  } catch (error) {
    // Deleted since it was listed: what was listed still happened.
    if (isNotFoundError(error)) return undefined;
    throw error;
  }
}

function isUntouched(incident: Incident): boolean {
  return (
    incident.status === 'triggered' &&
    incident.last_status_change_at === incident.created_at
  );
}
