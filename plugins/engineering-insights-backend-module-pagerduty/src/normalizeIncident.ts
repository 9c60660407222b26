import type { JsonValue } from '@backstage/types';
import type { IncidentFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { changedAtOf } from './incident';
import { severityOf } from './severityOf';

const instant = z.iso.datetime({ offset: true });

const incidentSchema = z.object({
  id: z.string(),
  title: z.string(),
  html_url: z.string().nullish(),
  status: z.enum(['triggered', 'acknowledged', 'resolved']),
  urgency: z.string().nullish(),
  priority: z
    .object({ summary: z.string().nullish(), name: z.string().nullish() })
    .nullish(),
  service: z
    .object({ id: z.string(), summary: z.string().nullish() })
    .nullish(),
  created_at: instant,
  updated_at: instant.nullish(),
  last_status_change_at: instant.nullish(),
  resolved_at: instant.nullish(),
  acknowledgements: z.array(z.object({ at: instant })).nullish(),
});

const itemSchema = z.object({
  incident: incidentSchema,
  /** All that changed its status, where the incident itself does not tell. */
  logEntries: z
    .array(z.object({ type: z.string(), created_at: instant }))
    .optional(),
});

type Item = z.infer<typeof itemSchema>;

const ACKNOWLEDGE_LOG_ENTRY = 'acknowledge_log_entry';

export function normalizeIncident(value: JsonValue): NormalizeResult {
  return parseItem(itemSchema, value, item => ({
    result: 'ok',
    facts: [toFact(item)],
  }));
}

function toFact(item: Item): IncidentFact {
  const { incident } = item;
  const { priority, urgency, service } = incident;
  return {
    kind: 'incident',
    externalId: incident.id,
    sourceUpdatedAt: changedAtOf(incident),
    url: incident.html_url,
    title: incident.title,
    ...severityOf({ priority: priority?.summary ?? priority?.name, urgency }),
    openedAt: incident.created_at,
    acknowledgedAt: acknowledgedAtOf(item),
    resolvedAt: resolvedAtOf(incident),
    // What people call it, as entities that share a service are told apart by it.
    service: service?.summary ?? service?.id,
  };
}

/**
 * The first acknowledgement. An incident lists those that hold now, and none
 * once it is resolved: then the log knows. `null` is that there was none.
 */
function acknowledgedAtOf({
  incident,
  logEntries,
}: Item): string | null | undefined {
  const told = [
    ...(incident.acknowledgements ?? []).map(({ at }) => at),
    ...(logEntries ?? [])
      .filter(({ type }) => type === ACKNOWLEDGE_LOG_ENTRY)
      .map(entry => entry.created_at),
  ];
  const first = told.sort(
    (left, right) => Date.parse(left) - Date.parse(right),
  )[0];
  return first ?? (logEntries ? null : undefined);
}

/** `null` where it is open, as it may have been reopened. */
function resolvedAtOf(incident: Item['incident']): string | null | undefined {
  if (incident.status !== 'resolved') return null;
  return incident.resolved_at ?? incident.last_status_change_at;
}
