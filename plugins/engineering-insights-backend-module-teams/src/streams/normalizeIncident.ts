import type { JsonValue } from '@backstage/types';
import type { IncidentFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type IncidentChannelPattern,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import { z } from 'zod/v4';

/**
 * Microsoft tells no time at which a channel was archived, renamed or deleted.
 * It lies between the last sight of the open channel and the first of the
 * other; where they are further apart, when the incident ended is not known.
 */
const LONGEST_UNCERTAINTY = { hours: 1 };

const instant = z.iso.datetime({ offset: true });

const itemSchema = z.object({
  channel: z.object({
    id: z.string(),
    displayName: z.string(),
    createdDateTime: instant,
    isArchived: z.boolean().nullish(),
    webUrl: z.string().nullish(),
  }),
  observedAt: instant,
  openAt: instant.optional(),
  left: z.enum(['deleted', 'renamed']).optional(),
});

type Item = z.infer<typeof itemSchema>;

export function normalizeIncident(
  value: JsonValue,
  pattern: IncidentChannelPattern,
): NormalizeResult {
  return parseItem(itemSchema, value, item => {
    const { id, displayName, createdDateTime, webUrl } = item.channel;
    const name = pattern(displayName);
    if (!name) {
      return {
        result: 'ignored',
        reason: 'its name is not that of an incident channel',
      };
    }
    const { service, severity, sourceSeverity } = name;
    const fact: IncidentFact = {
      kind: 'incident',
      externalId: id,
      sourceUpdatedAt: item.observedAt,
      url: webUrl,
      title: displayName,
      severity,
      sourceSeverity: sourceSeverity ?? null,
      openedAt: createdDateTime,
      resolvedAt: resolvedAtOf(item),
      isResolved: isResolved(item),
      service: service ?? null,
    };
    return { result: 'ok', facts: [fact] };
  });
}

/** Absent where Microsoft does not tell whether the channel is archived. */
function isResolved({ channel, left }: Item): boolean | undefined {
  return left ? true : channel.isArchived ?? undefined;
}

/** `null` where it is open, as it may have been archived before; absent where it ended at a time that nobody tells. */
function resolvedAtOf({
  channel,
  observedAt,
  openAt,
  left,
}: Item): string | null | undefined {
  const { isArchived, createdDateTime } = channel;
  if (!left && !isArchived) return isArchived === false ? null : undefined;
  const created = DateTime.fromISO(createdDateTime);
  // It was open when it was created, if never seen so.
  const open = DateTime.max(
    created,
    DateTime.fromISO(openAt ?? createdDateTime),
  );
  const seen = DateTime.fromISO(observedAt);
  if (seen > open.plus(LONGEST_UNCERTAINTY)) return undefined;
  // The clock of answers counts whole seconds.
  return DateTime.max(seen, created).toUTC().toISO() ?? undefined;
}
