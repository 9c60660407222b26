import type { Config } from '@backstage/config';
import type { IncidentChannelPattern } from '@sei-platform/plugin-engineering-insights-node';
import {
  compileChannelPattern,
  DEFAULT_CHANNEL_PATTERN,
} from './compileChannelPattern';

/** One Slack workspace, as the portal's configuration names it. */
export interface SlackSource {
  /** Without a slash at its end: `https://slack.com/api`. */
  readonly apiBaseUrl: string;
  /** Without a slash at its end: `https://acme.slack.com`. */
  readonly workspaceUrl?: string;
  readonly token: string;
  readonly signingSecret?: string;
  readonly pattern: IncidentChannelPattern;
  readonly includePrivate: boolean;
}

export interface UnavailableSource {
  readonly title: string;
  readonly message: string;
}

const KEY = 'engineeringInsights.sources.slack';
const DEFAULT_API_BASE_URL = 'https://slack.com/api';
/** Every workspace has it, and it is never an incident. */
const PERMANENT_CHANNEL = 'general';

/** The workspaces that can be read, and why the others cannot. */
export function readSlackSources(config: Config): {
  sources: readonly SlackSource[];
  unavailable: readonly UnavailableSource[];
} {
  const entries = config.getOptionalConfigArray(KEY) ?? [];
  if (entries.length === 0) {
    const message = `Set ${KEY}[] with a token, so that Slack's incident channels can be read.`;
    return { sources: [], unavailable: [{ title: 'Slack', message }] };
  }
  const sources: SlackSource[] = [];
  const unavailable: UnavailableSource[] = [];
  for (const [index, entry] of entries.entries()) {
    const source = readSource(entry, { key: `${KEY}[${index}]`, sources });
    if ('message' in source) unavailable.push(source);
    else sources.push(source);
  }
  return { sources, unavailable };
}

/** Which workspace it is: what was read is told apart by it. */
export function originOf(
  source: Pick<SlackSource, 'apiBaseUrl' | 'workspaceUrl'>,
): string {
  return source.workspaceUrl ?? source.apiBaseUrl;
}

function readSource(
  entry: Config,
  options: { key: string; sources: readonly SlackSource[] },
): SlackSource | UnavailableSource {
  const { key, sources } = options;
  const apiBaseUrl = addressOf(
    entry.getOptionalString('apiBaseUrl') ?? DEFAULT_API_BASE_URL,
  );
  if (!isAddress(apiBaseUrl)) {
    return {
      title: 'Slack',
      message: `Set ${key}.apiBaseUrl to the address of the Web API, such as https://slack-gov.com/api.`,
    };
  }
  const workspaceUrl = addressOf(entry.getOptionalString('workspaceUrl'));
  if (workspaceUrl !== undefined && !isAddress(workspaceUrl)) {
    return {
      title: 'Slack',
      message: `Set ${key}.workspaceUrl to the address of the workspace, such as https://acme.slack.com.`,
    };
  }
  const origin = originOf({ apiBaseUrl, workspaceUrl });
  const title = `Slack (${new URL(origin).host})`;
  if (sources.some(source => originOf(source) === origin)) {
    return {
      title,
      message: `Set ${key}.workspaceUrl to the address of its workspace, as ${origin} is read already.`,
    };
  }
  const token = entry.getOptionalString('token')?.trim() ?? '';
  // Anything else cannot be sent in a header, and the failure would show it.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return {
      title,
      message: `Set ${key}.token to a token of an app in the workspace, with the scope channels:read.`,
    };
  }
  const channels = readIncidentChannels(entry, key);
  if ('message' in channels) return { title, message: channels.message };
  const signingSecret = entry.getOptionalString('signingSecret');
  return { apiBaseUrl, workspaceUrl, token, signingSecret, ...channels };
}

function readIncidentChannels(
  entry: Config,
  key: string,
):
  | Pick<SlackSource, 'pattern' | 'includePrivate'>
  | Pick<UnavailableSource, 'message'> {
  const name = 'incidentChannels.pattern';
  const text = entry.getOptionalString(name) ?? DEFAULT_CHANNEL_PATTERN;
  let pattern: IncidentChannelPattern;
  try {
    pattern = compileChannelPattern(text);
  } catch {
    return {
      message: `Set ${key}.${name} to a regular expression that RE2 takes, which has no back references and no look-around; "${text}" is none.`,
    };
  }
  if (pattern(PERMANENT_CHANNEL)) {
    return {
      message: `Set ${key}.${name} to the names of incident channels alone, as "${text}" takes the channel ${PERMANENT_CHANNEL} for an incident.`,
    };
  }
  const includePrivate =
    entry.getOptionalBoolean('incidentChannels.includePrivate') ?? false;
  return { pattern, includePrivate };
}

function addressOf(text: string): string;
function addressOf(text: string | undefined): string | undefined;
function addressOf(text: string | undefined): string | undefined {
  return text?.trim().replace(/\/+$/, '');
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
