import { createHash } from 'node:crypto';
import type { Config } from '@backstage/config';
import type { IncidentChannelPattern } from '@sei-platform/plugin-engineering-insights-node';
import {
  compileChannelPattern,
  DEFAULT_CHANNEL_PATTERN,
} from './channels/compileChannelPattern';

/** One tenant, as the portal's configuration names it. */
export interface TeamsSource {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly teams: readonly string[];
  readonly pattern: IncidentChannelPattern;
  /** Stands for the teams and the pattern: where it differs, other channels are read than before. */
  readonly basis: string;
  readonly clientState?: string;
  readonly notificationUrl?: string;
  readonly outgoingWebhookTokens: readonly string[];
  /** Without a slash at its end: `https://login.microsoftonline.com`. */
  readonly authority: string;
  /** Without a slash at its end: `https://graph.microsoft.com`. */
  readonly graphBaseUrl: string;
}

export interface UnavailableSource {
  readonly title: string;
  readonly message: string;
}

const KEY = 'engineeringInsights.sources.teams';
const TITLE = 'Microsoft Teams';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LONGEST_CLIENT_STATE = 128;

/** The tenants that can be read, and why the others cannot. */
export function readTeamsSources(config: Config): {
  sources: readonly TeamsSource[];
  unavailable: readonly UnavailableSource[];
} {
  const entries = config.getOptionalConfigArray(KEY) ?? [];
  if (entries.length === 0) {
    const message = `Set ${KEY}[] with tenantId, clientId, clientSecret and teams, so that the incident channels of Microsoft Teams can be read.`;
    return { sources: [], unavailable: [{ title: TITLE, message }] };
  }
  const sources: TeamsSource[] = [];
  const unavailable: UnavailableSource[] = [];
  for (const [index, entry] of entries.entries()) {
    const key = `${KEY}[${index}]`;
    const source = readSource(entry);
    const message =
      'message' in source ? source.message : repetitionOf(source, sources);
    if (message)
      unavailable.push({ title: TITLE, message: `Set ${key}.${message}` });
    else sources.push(source as TeamsSource);
  }
  return { sources, unavailable };
}

/** What was read is told apart by Graph's address and the tenant. */
function repetitionOf(
  source: TeamsSource,
  sources: readonly TeamsSource[],
): string | undefined {
  const isKnown = sources.some(
    ({ tenantId, graphBaseUrl }) =>
      tenantId === source.tenantId && graphBaseUrl === source.graphBaseUrl,
  );
  return isKnown
    ? 'tenantId to another tenant, as each is read by one entry; name all its teams there.'
    : undefined;
}

function readSource(entry: Config): TeamsSource | { message: string } {
  const textOf = (key: string) => entry.getOptionalString(key)?.trim() ?? '';
  const tenantId = textOf('tenantId').toLowerCase();
  if (!GUID.test(tenantId))
    return { message: 'tenantId to the directory (tenant) id, a GUID.' };
  const clientId = textOf('clientId');
  if (!GUID.test(clientId))
    return {
      message:
        'clientId to the application (client) id of the app registration, a GUID.',
    };
  const clientSecret = textOf('clientSecret');
  if (clientSecret === '')
    return { message: 'clientSecret to a client secret of the app.' };
  const teams = (entry.getOptionalStringArray('teams') ?? []).map(each =>
    each.trim().toLowerCase(),
  );
  if (teams.length === 0 || !teams.every(each => GUID.test(each)))
    return {
      message: 'teams to the ids of the teams whose channels are read, GUIDs.',
    };
  const addresses = readAddresses(textOf);
  if ('message' in addresses) return addresses;
  const notifications = readNotifications(entry, textOf);
  if ('message' in notifications) return notifications;
  const patternText =
    textOf('incidentChannels.pattern') || DEFAULT_CHANNEL_PATTERN;
  const pattern = readPattern(patternText);
  if (!pattern) {
    return {
      message:
        'incidentChannels.pattern to a regular expression that RE2 takes, without back references and look-around.',
    };
  }
  return {
    tenantId,
    clientId,
    clientSecret,
    teams: [...new Set(teams)],
    pattern,
    basis: basisOf(teams, patternText),
    ...notifications,
    ...addresses,
  };
}

function readAddresses(
  textOf: (key: string) => string,
): Pick<TeamsSource, 'authority' | 'graphBaseUrl'> | { message: string } {
  const [authority, graphBaseUrl] = [
    textOf('authority') || 'https://login.microsoftonline.com',
    textOf('graphBaseUrl') || 'https://graph.microsoft.com',
  ].map(each => each.replace(/\/+$/, ''));
  if (!isWebAddress(authority))
    return {
      message:
        'authority to where tokens are issued, such as https://login.microsoftonline.us.',
    };
  if (!isWebAddress(graphBaseUrl))
    return {
      message:
        'graphBaseUrl to where Microsoft Graph is, such as https://graph.microsoft.us.',
    };
  return { authority, graphBaseUrl };
}

function readNotifications(
  entry: Config,
  textOf: (key: string) => string,
):
  | Pick<
      TeamsSource,
      'clientState' | 'notificationUrl' | 'outgoingWebhookTokens'
    >
  | { message: string } {
  const clientState = textOf('clientState');
  if (clientState.length > LONGEST_CLIENT_STATE)
    return {
      message: `clientState to a secret of at most ${LONGEST_CLIENT_STATE} characters.`,
    };
  const notificationUrl = textOf('notificationUrl');
  if (notificationUrl && !isWebAddress(notificationUrl))
    return {
      message:
        'notificationUrl to the address at which Microsoft Graph reaches /api/engineering-insights/v1/webhooks/teams of this portal.',
    };
  if (notificationUrl && !clientState)
    return {
      message:
        'clientState to a secret of your own, by which change notifications are recognised, or remove notificationUrl.',
    };
  const outgoingWebhookTokens = (
    entry.getOptionalStringArray('outgoingWebhookTokens') ?? []
  ).map(each => each.trim());
  if (!outgoingWebhookTokens.every(isBase64))
    return {
      message:
        'outgoingWebhookTokens to the security tokens that Teams showed when the outgoing webhooks were created, in base64.',
    };
  return {
    ...(clientState && { clientState }),
    ...(notificationUrl && { notificationUrl }),
    outgoingWebhookTokens,
  };
}

function readPattern(text: string): IncidentChannelPattern | undefined {
  try {
    return compileChannelPattern(text);
  } catch {
    // Whoever asked says what to set; the engine's own words name positions of its syntax.
    return undefined;
  }
}

function basisOf(teams: readonly string[], pattern: string): string {
  return createHash('sha256')
    .update(JSON.stringify([[...teams].sort(), pattern]))
    .digest('base64url')
    .slice(0, 16);
}

function isBase64(text: string): boolean {
  return (
    /^[A-Za-z0-9+/]+={0,2}$/.test(text) &&
    Buffer.from(text, 'base64').length > 0
  );
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
