import type { Config } from '@backstage/config';

/** The controller that an annotation without a name means. */
export const DEFAULT_NAME = 'default';

/** One Jenkins controller, as the portal's configuration names it. */
export interface JenkinsSource {
  /** What annotations call it. */
  readonly name: string;
  /** Without a slash at its end: `https://ci.example.org/jenkins`. */
  readonly baseUrl: string;
  readonly username: string;
  readonly token: string;
  readonly webhookSecret?: string;
  /** Addresses of repositories whose revisions no pipeline builds. */
  readonly sharedLibraries: readonly string[];
}

export interface UnavailableSource {
  readonly title: string;
  readonly message: string;
}

type Told = Partial<Omit<JenkinsSource, 'name'>> & {
  /** Where the entry stands: `engineeringInsights.sources.jenkins[0]`. */
  readonly key: string;
};

const KEY = 'engineeringInsights.sources.jenkins';

/** The controllers that can be read, and why the others cannot. */
export function readJenkinsSources(config: Config): {
  sources: readonly JenkinsSource[];
  unavailable: readonly UnavailableSource[];
} {
  const own = readOwn(config);
  const shared = readOfJenkinsPlugin(config);
  const sources: JenkinsSource[] = [];
  const unavailable: UnavailableSource[] = [];
  for (const name of new Set([...own.keys(), ...shared.keys()])) {
    const source = toSource(name, own.get(name), shared.get(name));
    if ('message' in source) unavailable.push(source);
    else sources.push(source);
  }
  if (sources.length === 0 && unavailable.length === 0) {
    const message = `Set ${KEY}[] with a baseUrl, a username and a token, so that Jenkins can be read.`;
    unavailable.push({ title: 'Jenkins', message });
  }
  return { sources, unavailable };
}

function toSource(
  name: string,
  own: Told | undefined,
  shared: Told | undefined,
): JenkinsSource | UnavailableSource {
  const baseUrl = (own?.baseUrl ?? shared?.baseUrl)?.replace(/\/+$/, '');
  const username = own?.username ?? shared?.username;
  const token = own?.token ?? shared?.token;
  const title = `Jenkins (${name})`;
  const key = own?.key ?? shared?.key;
  if (!baseUrl || !isWebAddress(baseUrl)) {
    const message = `Set ${key}.baseUrl to the address of Jenkins, such as https://ci.example.org/jenkins.`;
    return { title, message };
  }
  if (!username || !token) {
    const message = `Set ${key}.username and ${key}.${
      own ? 'token' : 'apiKey'
    } to a user of Jenkins and an API token of that user.`;
    return { title, message };
  }
  return {
    name,
    baseUrl,
    username,
    token,
    webhookSecret: own?.webhookSecret,
    sharedLibraries: own?.sharedLibraries ?? [],
  };
}

function readOwn(config: Config): Map<string, Told> {
  const entries = config.getOptionalConfigArray(KEY) ?? [];
  return new Map(
    entries.map((entry, index) => [
      entry.getOptionalString('name') ?? DEFAULT_NAME,
      {
        key: `${KEY}[${index}]`,
        baseUrl: entry.getOptionalString('baseUrl'),
        username: entry.getOptionalString('username'),
        token: entry.getOptionalString('token'),
        webhookSecret: entry.getOptionalString('webhookSecret'),
        sharedLibraries: entry.getOptionalStringArray('sharedLibraries'),
      },
    ]),
  );
}

/** What Backstage's Jenkins plugin is configured with: one controller, several, or both. */
function readOfJenkinsPlugin(config: Config): Map<string, Told> {
  const block = config.getOptionalConfig('jenkins');
  const told = new Map<string, Told>();
  if (!block) return told;
  if (block.has('baseUrl'))
    told.set(DEFAULT_NAME, readShared(block, 'jenkins'));
  const instances = block.getOptionalConfigArray('instances') ?? [];
  for (const [index, instance] of instances.entries()) {
    const name = instance.getOptionalString('name') ?? DEFAULT_NAME;
    told.set(name, readShared(instance, `jenkins.instances[${index}]`));
  }
  return told;
}

function readShared(entry: Config, key: string): Told {
  return {
    key,
    baseUrl: entry.getOptionalString('baseUrl'),
    username: entry.getOptionalString('username'),
    token: entry.getOptionalString('apiKey'),
  };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
