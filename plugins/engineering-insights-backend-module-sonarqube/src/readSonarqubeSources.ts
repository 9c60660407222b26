import type { Config } from '@backstage/config';

/** A SonarQube server, or an organization of SonarQube Cloud, as the portal's configuration names it. */
export interface SonarqubeSource {
  /** Without a slash at its end: `https://sonarqube.example.com`. */
  readonly baseUrl: string;
  /** Where people open what is found, without a slash at its end. */
  readonly siteUrl: string;
  /** The server, or the organization's page: what is read is told apart by it. */
  readonly origin: string;
  readonly organization?: string;
  /** The instance that the annotations of its entities name. */
  readonly name?: string;
  /** It has the entities that name no instance. */
  readonly isDefault: boolean;
  readonly token: string;
  readonly authentication: 'bearer' | 'basic';
  readonly webhookSecret?: string;
}

export interface UnavailableSource {
  readonly title: string;
  readonly message: string;
}

const KEY = 'engineeringInsights.sources.sonarqube';
const CLOUD = 'https://sonarcloud.io';
/** SonarQube Cloud in Europe and in the USA. */
const CLOUD_HOST = /(^|\.)(sonarcloud\.io|sonarqube\.us)$/;
const DEFAULT_NAME = 'default';

type Source = Omit<SonarqubeSource, 'isDefault'>;

/** The servers and organizations that can be read, and why the others cannot. */
export function readSonarqubeSources(config: Config): {
  sources: readonly SonarqubeSource[];
  unavailable: readonly UnavailableSource[];
} {
  const entries = config.getOptionalConfigArray(KEY) ?? [];
  if (entries.length === 0) {
    const message = `Set ${KEY}[] with a token, so that SonarQube can be read.`;
    return { sources: [], unavailable: [{ title: 'SonarQube', message }] };
  }
  const read: Source[] = [];
  const unavailable: UnavailableSource[] = [];
  for (const [index, entry] of entries.entries()) {
    const source = readSource(entry, { key: `${KEY}[${index}]`, before: read });
    if ('message' in source) unavailable.push(source);
    else read.push(source);
  }
  const named = read.find(({ name }) => name === DEFAULT_NAME);
  const chosen = named ?? read.find(({ name }) => !name) ?? read[0];
  const sources = read.map(source => ({
    ...source,
    isDefault: source === chosen,
  }));
  return { sources, unavailable };
}

function readSource(
  entry: Config,
  options: { key: string; before: readonly Source[] },
): Source | UnavailableSource {
  const { key, before } = options;
  const baseUrl = urlOf(entry, 'baseUrl') ?? CLOUD;
  const siteUrl = urlOf(entry, 'externalBaseUrl') ?? baseUrl;
  const wrong = Object.entries({ baseUrl, externalBaseUrl: siteUrl }).find(
    ([_, url]) => !/^https?:\/\//.test(url) || !URL.canParse(url),
  );
  if (wrong) {
    return {
      title: 'SonarQube',
      message: `Set ${key}.${wrong[0]} to the address of SonarQube, such as https://sonarqube.example.com.`,
    };
  }
  const { hostname, host } = new URL(baseUrl);
  const title = `SonarQube (${host})`;
  const organization = entry.getOptionalString('organization');
  if (CLOUD_HOST.test(hostname) && !organization) {
    return {
      title,
      message: `Set ${key}.organization to the key of the organization in SonarQube Cloud, or ${key}.baseUrl to the address of a server.`,
    };
  }
  const origin = organization
    ? `${baseUrl}/organizations/${encodeURIComponent(organization)}`
    : baseUrl;
  if (before.some(source => source.origin === origin)) {
    return {
      title,
      message: `Remove ${key}, or set its baseUrl or organization to another one: ${origin} is configured already.`,
    };
  }
  const token = entry.getOptionalString('token')?.trim() ?? '';
  // Anything else cannot be sent in a header, and the failure would show it.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return { title, message: `Set ${key}.token to a token of the type User.` };
  }
  const authentication = entry.getOptionalString('authentication') ?? 'bearer';
  if (authentication !== 'bearer' && authentication !== 'basic') {
    return {
      title,
      message: `Set ${key}.authentication to bearer, or to basic for servers older than 10.0.`,
    };
  }
  return {
    baseUrl,
    siteUrl,
    origin,
    organization,
    name: entry.getOptionalString('name'),
    token,
    authentication,
    webhookSecret: entry.getOptionalString('webhookSecret'),
  };
}

function urlOf(entry: Config, key: string): string | undefined {
  return entry.getOptionalString(key)?.replace(/\/+$/, '');
}
