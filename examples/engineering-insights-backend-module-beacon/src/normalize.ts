import type { JsonObject, JsonValue } from '@backstage/types';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';

/** The fields of an alert that are used. */
const alertSchema = z.object({
  id: z.string(),
  service: z.string(),
  title: z.string(),
  urgency: z.enum(['page', 'ticket']).or(z.string()),
  opened_at: z.iso.datetime({ offset: true }),
  acknowledged_at: z.iso.datetime({ offset: true }).nullable(),
  closed_at: z.iso.datetime({ offset: true }).nullable(),
  updated_at: z.iso.datetime({ offset: true }),
  page: z.url(),
});

const SEVERITY: Readonly<Record<string, 'high' | 'low'>> = {
  page: 'high',
  ticket: 'low',
};

/** An alert as it is stored: who opened it, and what was said, is nobody's business. */
export function withoutPeople(alert: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.keys(alertSchema.shape).map(name => [name, alert[name] ?? null]),
  );
}

/** What an alert says, in our words. It knows no policy: which deployment caused it is found out later. */
export function normalizeAlert(item: JsonValue): NormalizeResult {
  return parseItem(alertSchema, item, alert => ({
    result: 'ok',
    facts: [
      {
        kind: 'incident',
        externalId: alert.id,
        sourceUpdatedAt: alert.updated_at,
        url: alert.page,
        title: alert.title,
        severity: SEVERITY[alert.urgency] ?? 'unknown',
        sourceSeverity: alert.urgency,
        openedAt: alert.opened_at,
        acknowledgedAt: alert.acknowledged_at,
        // Null where it is open again: that clears what was known before.
        resolvedAt: alert.closed_at,
        service: alert.service,
      },
    ],
  }));
}
