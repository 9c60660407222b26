import type { Facts, Incident } from './facts';
import { instant, sendJson } from './http';

interface SlackPage {
  ok: boolean;
  error?: string;
  channels: {
    id: string;
    name: string;
    created: number;
    updated: number;
    is_archived: boolean;
  }[];
  response_metadata?: { next_cursor?: string };
}
interface TeamsPage {
  value: {
    id: string;
    displayName: string;
    createdDateTime: string;
    isArchived: boolean;
  }[];
  '@odata.nextLink'?: string;
}

// The tenant, app and teams of the playground, as app-config.yaml names them.
const TENANT = '2f6a1c1e-0f4c-4c52-9d0b-6f3a5b8e7d10';
const CLIENT = '5a2d9b54-8c7b-4f6e-9a3c-1d2e4f5a6b7c';
const TEAMS = [
  '0c4e8a6d-3b1f-4d2c-8e5a-7b9c1d3f5e60',
  '9d7f5b3a-1e2c-4a6b-b8d0-4c6e8f0a2b14',
];

/** `inc` or `incident`, perhaps a severity, a service, then a number or a date. */
const NAME =
  /^inc(?:ident)?[-_ ]+(?:(?:sev|p)[-_]?\d[-_ ]+)?([a-z].*?)[-_ ]+\d/i;

export interface ChannelIncident extends Incident {
  service: string;
}

function serviceOf(name: string): string | undefined {
  return NAME.exec(name)?.[1].toLowerCase();
}

export async function readSlackIncidents(
  playground: string,
  token: string,
): Promise<ChannelIncident[]> {
  const found: ChannelIncident[] = [];
  let cursor = '';
  do {
    const page: SlackPage = await sendJson({
      url: `${playground}/slack/api/conversations.list`,
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams({
        types: 'public_channel',
        limit: '999',
        ...(cursor && { cursor }),
      }),
    });
    if (!page.ok) throw new Error(`Slack answered ${page.error}.`);
    for (const channel of page.channels) {
      const service = serviceOf(channel.name);
      if (!service) continue;
      found.push({
        id: `slack ${channel.id}`,
        service,
        openedAt: channel.created * 1_000,
        isOver: channel.is_archived,
        resolvedAt: channel.is_archived ? channel.updated : undefined,
      });
    }
    cursor = page.response_metadata?.next_cursor ?? '';
  } while (cursor);
  return found;
}

/** Graph does not tell when a channel was archived, so none of them has an end that is known. */
export async function readTeamsIncidents(
  playground: string,
  token: string,
): Promise<ChannelIncident[]> {
  const { access_token: accessToken } = await sendJson<{
    access_token: string;
  }>({
    url: `${playground}/teams/login/${TENANT}/oauth2/v2.0/token`,
    method: 'POST',
    headers: {},
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: CLIENT,
      client_secret: token,
      scope: `${playground}/teams/graph/.default`,
    }),
  });
  const found: ChannelIncident[] = [];
  for (const team of TEAMS) {
    let next: string | undefined =
      `${playground}/teams/graph/v1.0/teams/${team}/channels` +
      '?$select=id,displayName,createdDateTime,isArchived';
    while (next) {
      const page: TeamsPage = await sendJson({
        url: next,
        headers: { authorization: `Bearer ${accessToken}` },
      });
      for (const channel of page.value) {
        const service = serviceOf(channel.displayName);
        if (service)
          found.push({
            id: `teams ${channel.id}`,
            service,
            openedAt: instant(channel.createdDateTime),
            isOver: channel.isArchived,
          });
      }
      next = page['@odata.nextLink'];
    }
  }
  return found;
}

/** Those of the family that an annotation names, or that bears the component's name. */
export function addChannelIncidents(
  facts: Facts,
  incidents: readonly ChannelIncident[],
  family: string,
): void {
  const own = incidents.filter(({ service }) => service === family);
  facts.incidents.push(...own);
  if (own.length > 0) facts.connected.add('incidents');
}
