import { toIso } from '../simulation/time';
import type { TeamsChannel } from './channels';
import { PLAYGROUND_TEAMS } from './tenant';

/** A channel as Graph v1.0 lists it, with the fields that were asked for. */
export function renderChannel(
  channel: TeamsChannel,
  options: { baseUrl: string; fields?: readonly string[] },
) {
  const { id, teamId, name, description, createdAt, archivedAt } = channel;
  const { baseUrl, fields } = options;
  const all = {
    id,
    // Fractions of a second, as Graph tells them.
    createdDateTime: toIso(createdAt).replace('Z', '.592Z'),
    displayName: name,
    description,
    isFavoriteByDefault: null,
    email: '',
    tenantId: PLAYGROUND_TEAMS.tenantId,
    webUrl: `${baseUrl}/l/channel/${encodeURIComponent(
      id,
    )}/${encodeURIComponent(name)}?groupId=${teamId}&tenantId=${
      PLAYGROUND_TEAMS.tenantId
    }`,
    membershipType: 'standard' as const,
    isArchived: archivedAt !== undefined,
  };
  return fields
    ? Object.fromEntries(
        Object.entries(all).filter(([field]) => fields.includes(field)),
      )
    : all;
}

/** A refusal as Graph words it. */
export function renderError(code: string, message: string) {
  return {
    error: {
      code,
      message,
      innerError: { date: '2026-01-01T00:00:00', 'request-id': 'playground' },
    },
  };
}
