import type { Config } from '@backstage/config';

/** One Snyk tenant, as the portal's configuration names it. */
export interface SnykSource {
  /** Without a slash at its end: `https://api.snyk.io/rest`. */
  readonly apiBaseUrl: string;
  /** Without a slash at its end: `https://app.snyk.io`. */
  readonly appBaseUrl: string;
  /** Ids in lower case; none where only one tenant is read. */
  readonly organizations: readonly string[];
  readonly token: string;
  readonly webhookSecret?: string;
}

export interface UnavailableSource {
  readonly title: string;
  readonly message: string;
}

const KEY = 'engineeringInsights.sources.snyk';
const DEFAULT_API_BASE_URL = 'https://api.snyk.io/rest';

/** The tenants that can be read, and why the others cannot. */
export function readSnykSources(config: Config): {
  sources: readonly SnykSource[];
  unavailable: readonly UnavailableSource[];
} {
  const entries = config.getOptionalConfigArray(KEY) ?? [];
  if (entries.length === 0) {
    const message = `Set ${KEY}[] with a token, so that Snyk can be read.`;
    return { sources: [], unavailable: [{ title: 'Snyk', message }] };
  }
  const sources: SnykSource[] = [];
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
  options: { key: string; sources: readonly SnykSource[] },
): SnykSource | UnavailableSource {
  const { key, sources } = options;
  const apiBaseUrl = addressOf(
    entry.getOptionalString('apiBaseUrl') ?? DEFAULT_API_BASE_URL,
  );
  if (!isHttp(apiBaseUrl)) {
    return {
      title: 'Snyk',
      message: `Set ${key}.apiBaseUrl to the address of the REST API, such as https://api.eu.snyk.io/rest.`,
    };
  }
  const title = `Snyk (${new URL(apiBaseUrl).host})`;
  // What was read is told apart by its address.
  if (sources.some(source => source.apiBaseUrl === apiBaseUrl)) {
    return {
      title,
      message: `Set ${key}.apiBaseUrl to another address, as one tenant of each region can be read.`,
    };
  }
  const appBaseUrl = addressOf(
    entry.getOptionalString('appBaseUrl') ?? appOf(apiBaseUrl),
  );
  if (!isHttp(appBaseUrl)) {
    return {
      title,
      message: `Set ${key}.appBaseUrl to the address at which people use Snyk, such as https://app.eu.snyk.io.`,
    };
  }
  const token = entry.getOptionalString('token')?.trim() ?? '';
  // Anything else cannot be sent in a header, and the failure would show it.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return {
      title,
      message: `Set ${key}.token to the token of a service account that may read.`,
    };
  }
  const organizations = entry.getOptionalStringArray('organizations') ?? [];
  return {
    apiBaseUrl,
    appBaseUrl,
    organizations: organizations.map(each => each.trim().toLowerCase()),
    token,
    webhookSecret: entry.getOptionalString('webhookSecret'),
  };
}

function addressOf(text: string): string {
  return text.trim().replace(/\/+$/, '');
}

/** `https://app.eu.snyk.io` of `https://api.eu.snyk.io/rest`. */
function appOf(apiBaseUrl: string): string {
  const { origin } = new URL(apiBaseUrl);
  return origin.replace('//api.', '//app.');
}

function isHttp(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}
