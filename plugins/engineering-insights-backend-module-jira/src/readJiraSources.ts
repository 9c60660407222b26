import type { Config } from '@backstage/config';

const PRODUCTS = ['cloud', 'dataCenter'] as const;
/** Which of Atlassian's two Jiras a site is; they page and authenticate differently. */
export type JiraProduct = (typeof PRODUCTS)[number];

/** One Jira site, as the portal's configuration names it. */
export interface JiraSource {
  /** Without a slash at its end: `https://acme.atlassian.net`. */
  readonly baseUrl: string;
  /** Where the API answers, the same as `baseUrl` for most. */
  readonly apiBaseUrl: string;
  readonly product: JiraProduct;
  /** Whose API token it is; absent for a token that is sent as it is. */
  readonly email?: string;
  readonly token: string;
  readonly webhookSecret?: string;
  /** `jira`, for `jira/project-key`. */
  readonly annotationPrefix: string;
  /** Name or id of the field with the estimate. */
  readonly estimateField?: string;
}

export interface UnavailableSource {
  readonly title: string;
  readonly message: string;
}

const KEY = 'engineeringInsights.sources.jira';

/** The sites that can be read, and why the others cannot. */
export function readJiraSources(config: Config): {
  sources: readonly JiraSource[];
  unavailable: readonly UnavailableSource[];
} {
  const entries = config.getOptionalConfigArray(KEY) ?? [];
  if (entries.length === 0) {
    const message = `Set ${KEY}[] with a baseUrl and a token, so that Jira can be read.`;
    return { sources: [], unavailable: [{ title: 'Jira', message }] };
  }
  const sources: JiraSource[] = [];
  const unavailable: UnavailableSource[] = [];
  for (const [index, entry] of entries.entries()) {
    const source = readSource(entry, `${KEY}[${index}]`);
    if ('message' in source) unavailable.push(source);
    else sources.push(source);
  }
  return { sources, unavailable };
}

function readSource(
  entry: Config,
  key: string,
): JiraSource | UnavailableSource {
  const baseUrl = readAddress(entry, 'baseUrl');
  if (!baseUrl || !isAddress(baseUrl)) {
    return {
      title: 'Jira',
      message: `Set ${key}.baseUrl to the address of the site, such as https://acme.atlassian.net.`,
    };
  }
  const title = `Jira (${new URL(baseUrl).host})`;
  const named = entry.getOptionalString('product') ?? 'cloud';
  const product = PRODUCTS.find(each => each === named);
  if (!product) {
    return { title, message: `Set ${key}.product to cloud or dataCenter.` };
  }
  const apiBaseUrl = readAddress(entry, 'apiBaseUrl') ?? baseUrl;
  if (!isAddress(apiBaseUrl)) {
    return {
      title,
      message: `Set ${key}.apiBaseUrl to an address such as https://api.atlassian.com/ex/jira/<cloud id>, or leave it out.`,
    };
  }
  const token = entry.getOptionalString('token');
  if (!token) {
    return {
      title,
      message: `Set ${key}.token to an API token of Jira Cloud, with ${key}.email beside it, or to a personal access token of Data Center.`,
    };
  }
  return {
    baseUrl,
    apiBaseUrl,
    product,
    token,
    email: entry.getOptionalString('email'),
    webhookSecret: entry.getOptionalString('webhookSecret'),
    annotationPrefix: entry.getOptionalString('annotationPrefix') ?? 'jira',
    estimateField: entry.getOptionalString('estimateField'),
  };
}

function readAddress(entry: Config, name: string): string | undefined {
  return entry.getOptionalString(name)?.replace(/\/+$/, '');
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
