import type { Config } from '@backstage/config';
import {
  ScmIntegrations,
  type GithubIntegrationConfig,
} from '@backstage/integration';

/** One GitHub host, as the portal's configuration names it. */
export interface GithubSource {
  readonly host: string;
  /** Where its pages are: `https://github.com`. */
  readonly origin: string;
  readonly apiBaseUrl: string;
  /** Credentials for this plugin alone, in place of the portal's. */
  readonly token?: string;
  readonly webhookSecret?: string;
}

export interface UnavailableSource {
  readonly host: string;
  readonly message: string;
}

const DEFAULT_HOST = 'github.com';

/** The hosts that can be read, and why the others cannot. */
export function readGithubSources(config: Config): {
  sources: readonly GithubSource[];
  unavailable: readonly UnavailableSource[];
} {
  const own = readOwnConfig(config);
  const integrations = ScmIntegrations.fromConfig(config)
    .github.list()
    .map(({ config: integration }) => integration);
  // Backstage adds github.com without credentials where it is not configured.
  const named = new Set([
    ...(config.getOptionalConfigArray('integrations.github') ?? []).map(
      entry => entry.getOptionalString('host') ?? DEFAULT_HOST,
    ),
    ...own.keys(),
  ]);
  const sources: GithubSource[] = [];
  const unavailable: UnavailableSource[] = [];
  for (const host of named.size > 0 ? named : [DEFAULT_HOST]) {
    const integration = integrations.find(candidate => candidate.host === host);
    if (!integration?.apiBaseUrl || !URL.canParse(integration.apiBaseUrl)) {
      const message = `Set integrations.github[] with host "${host}" and its apiBaseUrl, so that GitHub can be read.`;
      unavailable.push({ host, message });
    } else if (!hasCredentials(integration) && !own.get(host)?.token) {
      const message = `Set integrations.github[].token or integrations.github[].apps for the host "${host}", so that GitHub can be read.`;
      unavailable.push({ host, message });
    } else {
      sources.push({
        host,
        origin: originOf({ host, apiBaseUrl: integration.apiBaseUrl }),
        apiBaseUrl: integration.apiBaseUrl,
        ...own.get(host),
      });
    }
  }
  return { sources, unavailable };
}

/** A host is named without its scheme, and its API has that of its pages. */
function originOf(options: { host: string; apiBaseUrl: string }): string {
  const { host, apiBaseUrl } = options;
  if (host === DEFAULT_HOST) return `https://${DEFAULT_HOST}`;
  return `${new URL(apiBaseUrl).protocol}//${host}`;
}

function hasCredentials(integration: GithubIntegrationConfig) {
  return Boolean(integration.token || integration.apps?.length);
}

function readOwnConfig(config: Config) {
  const entries =
    config.getOptionalConfigArray('engineeringInsights.sources.github') ?? [];
  return new Map(
    entries.map(entry => [
      entry.getOptionalString('host') ?? DEFAULT_HOST,
      {
        token: entry.getOptionalString('token'),
        webhookSecret: entry.getOptionalString('webhookSecret'),
      },
    ]),
  );
}
