import type { JsonValue } from '@backstage/types';
import {
  parseItem,
  type IncidentChannelPattern,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import { LATEST_MILLISECONDS } from './channel';

const channelSchema = z.object({
  id: z.string(),
  name: z.string(),
  created: z
    .int()
    .positive()
    .max(LATEST_MILLISECONDS / 1_000),
  is_archived: z.boolean().optional(),
  updated: z.int().max(LATEST_MILLISECONDS).optional(),
  has_left: z.boolean().optional(),
});

type StoredChannel = z.infer<typeof channelSchema>;

/** What the configuration says of a workspace's channels. */
export interface ChannelMeaning {
  readonly pattern: IncidentChannelPattern;
  /** Where people see its channels. */
  readonly workspaceUrl?: string;
}

export function normalizeChannel(
  value: JsonValue,
  meaning: ChannelMeaning,
): NormalizeResult {
  return parseItem(channelSchema, value, channel => toResult(channel, meaning));
}

function toResult(
  channel: StoredChannel,
  { pattern, workspaceUrl }: ChannelMeaning,
): NormalizeResult {
  const { id, name, created, updated } = channel;
  const told = pattern(name);
  if (!told) {
    return {
      result: 'ignored',
      reason: `${name} is not the name of an incident channel, as the configuration says what they are called`,
    };
  }
  const createdAt = created * 1_000;
  if (isOver(channel) && !(updated !== undefined && updated >= createdAt)) {
    return {
      result: 'invalid',
      reason:
        'updated: an archived channel does not tell when that was, or that it was before its beginning',
    };
  }
  const changedAt = Math.max(createdAt, updated ?? createdAt);
  return {
    result: 'ok',
    facts: [
      {
        kind: 'incident',
        externalId: id,
        sourceUpdatedAt: isoOf(changedAt),
        ...(workspaceUrl && { url: `${workspaceUrl}/archives/${id}` }),
        title: name,
        severity: told.severity,
        sourceSeverity: told.sourceSeverity ?? null,
        openedAt: isoOf(createdAt),
        resolvedAt: resolvedAtOf(channel, changedAt),
        service: told.service ?? null,
      },
    ],
  };
}

function isOver({ is_archived, has_left }: StoredChannel): boolean {
  return is_archived === true || has_left === true;
}

/** `null` where it is open, as it may have been archived before; nothing where only its name is told. */
function resolvedAtOf(
  channel: StoredChannel,
  changedAt: number,
): string | null | undefined {
  if (isOver(channel)) return isoOf(changedAt);
  return channel.is_archived === undefined ? undefined : null;
}

function isoOf(milliseconds: number): string {
  return DateTime.fromMillis(milliseconds, { zone: 'utc' }).toISO() ?? '';
}
