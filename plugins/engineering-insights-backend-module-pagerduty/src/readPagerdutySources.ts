import type { Config } from '@backstage/config';

/** One PagerDuty account, as the portal's configuration names it. */
export interface PagerdutySource {
  /** Without a slash at its end: `https://api.pagerduty.com`. */
  readonly apiBaseUrl: string;
  /** `pagerduty.com/account` of its entities. */
  readonly account?: string;
  readonly token: string;
  readonly webhookSecret?: string;
}

export interface UnavailableSource {
  readonly title: string;
  readonly message: string;
}

const KEY = 'engineeringInsights.sources.pagerduty';
const DEFAULT_API_BASE_URL = 'https://api.pagerduty.com';

/** The accounts that can be read, and why the others cannot. */
export function readPagerdutySources(config: Config): {
  sources: readonly PagerdutySource[];
  unavailable: readonly UnavailableSource[];
} {
  const entries = config.getOptionalConfigArray(KEY) ?? [];
  if (entries.length === 0) {
    const message = `Set ${KEY}[] with a token, so that PagerDuty can be read.`;
    return { sources: [], unavailable: [{ title: 'PagerDuty', message }] };
  }
  const sources: PagerdutySource[] = [];
  const unavailable: UnavailableSource[] = [];
  for (const [index, entry] of entries.entries()) {
    const source = readSource(entry, { key: `${KEY}[${index}]`, sources });
    if ('message' in source) unavailable.push(source);
    else sources.push(source);
  }
  return { sources, unavailable };
}

function readSource(
  entry: Config,
  options: { key: string; sources: readonly PagerdutySource[] },
): PagerdutySource | UnavailableSource {
  const { key, sources } = options;
  const apiBaseUrl = (
    entry.getOptionalString('apiBaseUrl') ?? DEFAULT_API_BASE_URL
  ).replace(/\/+$/, '');
  const { protocol, host } = partsOf(apiBaseUrl);
  if (!/^https?:$/.test(protocol)) {
    return {
      title: 'PagerDuty',
      message: `Set ${key}.apiBaseUrl to the address of the API, such as https://api.eu.pagerduty.com.`,
    };
  }
  const title = `PagerDuty (${host})`;
  // What was read is told apart by its address.
  if (sources.some(source => source.apiBaseUrl === apiBaseUrl)) {
    return {
      title,
      message: `Set ${key}.apiBaseUrl to another address, as one account of each service region can be read.`,
    };
  }
  const token = entry.getOptionalString('token')?.trim() ?? '';
  // Anything else cannot be sent in a header, and the failure would show it.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return {
      title,
      message: `Set ${key}.token to a read-only REST API key of the account.`,
    };
  }
  return {
    apiBaseUrl,
    account: entry.getOptionalString('account'),
    token,
    webhookSecret: entry.getOptionalString('webhookSecret'),
  };
}

function partsOf(url: string): { protocol: string; host: string } {
  return URL.canParse(url) ? new URL(url) : { protocol: '', host: '' };
}
