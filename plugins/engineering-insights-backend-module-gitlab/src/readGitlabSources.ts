import type { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';

/** One GitLab host, as the portal's configuration names it. */
export interface GitlabSource {
  readonly host: string;
  /** `https://gitlab.com` */
  readonly baseUrl: string;
  readonly apiBaseUrl: string;
  readonly token: string;
  readonly webhookSecret?: string;
  readonly webhookSigningToken?: string;
}

export interface UnavailableSource {
  readonly host: string;
  readonly message: string;
}

const DEFAULT_HOST = 'gitlab.com';

type OwnConfig = Partial<
  Pick<GitlabSource, 'token' | 'webhookSecret' | 'webhookSigningToken'>
>;
const NOTHING: OwnConfig = {};

/** The hosts that can be read, and why the others cannot. */
export function readGitlabSources(config: Config): {
  sources: readonly GitlabSource[];
  unavailable: readonly UnavailableSource[];
} {
  const own = readOwnConfig(config);
  const integrations = ScmIntegrations.fromConfig(config)
    .gitlab.list()
    .map(({ config: integration }) => integration);
  // Backstage adds gitlab.com without a token where it is not configured.
  const named = new Set([
    ...(config.getOptionalConfigArray('integrations.gitlab') ?? []).map(entry =>
      entry.getString('host'),
    ),
    ...own.keys(),
  ]);
  const sources: GitlabSource[] = [];
  const unavailable: UnavailableSource[] = [];
  for (const host of named.size > 0 ? named : [DEFAULT_HOST]) {
    const integration = integrations.find(candidate => candidate.host === host);
    const { webhookSecret, webhookSigningToken, ...ownToken } =
      own.get(host) ?? NOTHING;
    const token = ownToken.token ?? integration?.token;
    const say = (message: string) => unavailable.push({ host, message });
    if (!integration) {
      say(
        `Set integrations.gitlab[] with host "${host}" and its apiBaseUrl, so that GitLab can be read.`,
      );
    } else if (!/\/api\/v4$/.test(integration.apiBaseUrl)) {
      say(
        `Set integrations.gitlab[].apiBaseUrl of the host "${host}" to an address that ends with /api/v4, so that GitLab can be read.`,
      );
    } else if (!token) {
      say(
        `Set integrations.gitlab[].token for the host "${host}", so that GitLab can be read.`,
      );
    } else if (!isSigningToken(webhookSigningToken)) {
      say(
        `Set engineeringInsights.sources.gitlab[].webhookSigningToken of the host "${host}" to the signing token as GitLab shows it, "whsec_" and Base64, so that GitLab can be read.`,
      );
    } else {
      const { baseUrl, apiBaseUrl } = integration;
      sources.push({
        host,
        baseUrl,
        apiBaseUrl,
        token,
        webhookSecret,
        webhookSigningToken,
      });
    }
  }
  return { sources, unavailable };
}

function isSigningToken(text: string | undefined) {
  return text === undefined || /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text);
}

function readOwnConfig(config: Config): Map<string, OwnConfig> {
  const entries =
    config.getOptionalConfigArray('engineeringInsights.sources.gitlab') ?? [];
  return new Map(
    entries.map(entry => [
      entry.getOptionalString('host') ?? DEFAULT_HOST,
      {
        token: entry.getOptionalString('token'),
        webhookSecret: entry.getOptionalString('webhookSecret'),
        webhookSigningToken: entry.getOptionalString('webhookSigningToken'),
      },
    ]),
  );
}
