import type { Config } from '@backstage/config';
import {
  DefaultAzureDevOpsCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';

/** An organization of Azure DevOps Services, or a collection of Azure DevOps Server. */
export interface AzureOrganization {
  /** `dev.azure.com` */
  readonly host: string;
  readonly name: string;
  /** `https://dev.azure.com/acme`, `https://tfs.example.org/tfs/DefaultCollection` */
  readonly baseUrl: string;
}

/** An organization that the configuration names, and how it is asked. */
export interface AzureDevopsSource extends AzureOrganization {
  /** Classic releases have a host of their own at Azure DevOps Services. */
  readonly releaseBaseUrl: string;
  readonly apiVersion: string;
  /** The header `Authorization`; none where nothing is configured for the organization. */
  readonly authorization: () => Promise<string | undefined>;
  readonly webhookSecret?: string;
}

export interface UnavailableSource {
  readonly name: string;
  readonly message: string;
}

const CLOUD_HOST = 'dev.azure.com';
/** What Azure DevOps Services and Azure DevOps Server 2022.1 understand. */
const DEFAULT_API_VERSION = '7.1';

/** The organizations that can be read, and why the others cannot. */
export function readAzureDevopsSources(config: Config): {
  sources: readonly AzureDevopsSource[];
  unavailable: readonly UnavailableSource[];
} {
  const integrations = ScmIntegrations.fromConfig(config);
  const hosts = new Map(
    integrations.azure
      .list()
      .map(({ config: { host, credentials } }) => [host, credentials ?? []]),
  );
  const own = readOwnConfig(config);
  const named = [...hosts].flatMap(([host, credentials]) =>
    credentials.flatMap(({ organizations = [] }) =>
      organizations.map(organization => ({ host, organization })),
    ),
  );
  const all = new Map<string, OwnConfig>(
    [...named, ...own].map(entry => [
      `${entry.host}/${entry.organization}`,
      entry,
    ]),
  );
  const sources: AzureDevopsSource[] = [];
  const unavailable: UnavailableSource[] = [];
  const provider =
    DefaultAzureDevOpsCredentialsProvider.fromIntegrations(integrations);
  for (const [name, entry] of all) {
    // At dev.azure.com the machine that the portal runs on may have an identity.
    const hasCredentials =
      entry.token !== undefined ||
      hosts.get(entry.host)?.length ||
      (entry.host === CLOUD_HOST && hosts.has(CLOUD_HOST));
    if (hasCredentials) {
      sources.push(toSource(entry, provider));
    } else {
      unavailable.push({
        name,
        message: `Set integrations.azure[].credentials for the host "${entry.host}", or engineeringInsights.sources.azure-devops[].token, so that Azure DevOps can be read.`,
      });
    }
  }
  if (all.size === 0) {
    unavailable.push({
      name: 'no organization',
      message:
        'Name an organization in integrations.azure[].credentials[].organizations or in engineeringInsights.sources.azure-devops[].organization, so that Azure DevOps can be read.',
    });
  }
  return { sources, unavailable };
}

interface OwnConfig {
  readonly host: string;
  readonly organization: string;
  readonly baseUrl?: string;
  readonly releaseBaseUrl?: string;
  readonly apiVersion?: string;
  readonly token?: string;
  readonly webhookSecret?: string;
}

function readOwnConfig(config: Config): OwnConfig[] {
  const entries =
    config.getOptionalConfigArray('engineeringInsights.sources.azure-devops') ??
    [];
  return entries.map(entry => ({
    host: entry.getOptionalString('host') ?? CLOUD_HOST,
    organization: entry.getString('organization'),
    baseUrl: entry.getOptionalString('baseUrl')?.replace(/\/+$/, ''),
    releaseBaseUrl: entry
      .getOptionalString('releaseBaseUrl')
      ?.replace(/\/+$/, ''),
    apiVersion: entry.getOptionalString('apiVersion'),
    token: entry.getOptionalString('token'),
    webhookSecret: entry.getOptionalString('webhookSecret'),
  }));
}

function toSource(
  entry: OwnConfig,
  provider: DefaultAzureDevOpsCredentialsProvider,
): AzureDevopsSource {
  const { host, organization: name, token, webhookSecret } = entry;
  const baseUrl = entry.baseUrl ?? `https://${host}/${name}`;
  return {
    host,
    name,
    baseUrl,
    releaseBaseUrl:
      entry.releaseBaseUrl ??
      (host === CLOUD_HOST ? `https://vsrm.${CLOUD_HOST}/${name}` : baseUrl),
    apiVersion: entry.apiVersion ?? DEFAULT_API_VERSION,
    authorization: async () => {
      if (token) {
        return `Basic ${Buffer.from(`:${token}`).toString('base64')}`;
      }
      // The provider finds an organization by this address, wherever a server has its collections.
      const credentials = await provider.getCredentials({
        url: `https://${host}/${name}`,
      });
      return credentials?.headers.Authorization;
    },
    ...(webhookSecret && { webhookSecret }),
  };
}
