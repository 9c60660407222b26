import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { readDurationFromConfig, type Config } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { parseAllowEntry } from './address/AllowList';
import { createNetworkList } from './address/isPrivateAddress';
import type { Place } from './address/parseRepositoryUrl';
import type { GitSource, SshSettings } from './GitSource';

const KEY = 'engineeringInsights.sources.git';
const FETCH_SECONDS = 30 * 60;
const CACHE_MEGABYTES = 10_000;
/** ssh splits its settings at spaces, and git gives them to a shell. */
const PLAIN_FILE = /^\/[\w./+@-]+$/;

/** The hosts and directories that can be read, and why others cannot. */
export function readGitSources(config: Config): {
  readonly sources: readonly GitSource[];
  readonly unavailable: readonly string[];
} {
  const entries = config.getOptionalConfigArray(KEY) ?? [];
  const sources = new Map<string, GitSource>();
  const unavailable: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const key = `${KEY}[${index}]`;
    const read = readEntry({ entry, key, config });
    unavailable.push(...read.problems);
    for (const source of read.sources) {
      if (sources.has(source.origin)) {
        unavailable.push(
          `${key}.allow names ${source.origin}, as an entry before it does. Put both into one entry.`,
        );
      } else sources.set(source.origin, source);
    }
  }
  if (sources.size === 0 && unavailable.length === 0) {
    unavailable.push(
      `Set ${KEY}[].allow to the hosts and directories whose repositories may be read, such as https://git.example.org/acme/.`,
    );
  }
  return { sources: [...sources.values()], unavailable };
}

function readEntry(options: { entry: Config; key: string; config: Config }): {
  sources: GitSource[];
  problems: string[];
} {
  const { entry, key, config } = options;
  const problems: string[] = [];
  const settings = readSettings(options);
  if ('problem' in settings)
    return { sources: [], problems: [settings.problem] };
  const places: Place[] = [];
  for (const text of entry.getOptionalStringArray('allow') ?? []) {
    const parsed = parseAllowEntry(text);
    if ('place' in parsed) places.push(parsed.place);
    else {
      problems.push(
        `${key}.allow holds an entry that cannot be used: ${parsed.problem}. Write it as https://git.example.org/acme/, ssh://git@git.example.org/ or an absolute directory.`,
      );
    }
  }
  if (places.length === 0 && problems.length === 0) {
    problems.push(
      `Set ${key}.allow to the hosts and directories whose repositories may be read.`,
    );
  }
  if (places.some(({ scheme }) => scheme === 'ssh') && !settings.ssh) {
    problems.push(
      `Set ${key}.ssh.identityFile and ${key}.ssh.knownHostsFile to absolute paths without spaces, so that ssh can be spoken.`,
    );
  }
  const cacheDirectory =
    entry.getOptionalString('cacheDirectory') ?? usualDirectory(config);
  return {
    problems,
    sources: groupByOrigin(places)
      .filter(([{ scheme }]) => scheme !== 'ssh' || settings.ssh)
      .map(allowed => ({ ...settings, cacheDirectory, ...sourceOf(allowed) })),
  };
}

function sourceOf(allowed: readonly Place[]) {
  const [{ scheme, origin, hostname, port }] = allowed;
  const name =
    scheme === 'file' ? 'directories' : origin.replace(/^https:\/\//, '');
  return { scheme, origin, hostname, port, allowed, title: `Git (${name})` };
}

type Settings = Pick<
  GitSource,
  | 'privateNetworks'
  | 'useSourceLocation'
  | 'ssh'
  | 'cacheMegabytes'
  | 'fetchTimeoutSeconds'
>;

function readSettings(options: {
  entry: Config;
  key: string;
}): Settings | { problem: string } {
  const { entry, key } = options;
  const networks = entry.getOptionalStringArray('privateNetworks') ?? [];
  const directory = entry.getOptionalString('cacheDirectory');
  if (directory !== undefined && !isAbsolute(directory)) {
    return { problem: `Set ${key}.cacheDirectory to an absolute path.` };
  }
  try {
    return {
      privateNetworks: createNetworkList(networks),
      useSourceLocation: entry.getOptionalBoolean('useSourceLocation') ?? false,
      ssh: readSsh(entry),
      cacheMegabytes:
        entry.getOptionalNumber('cacheMegabytes') ?? CACHE_MEGABYTES,
      fetchTimeoutSeconds: readFetchSeconds(entry),
    };
  } catch (error) {
    return {
      problem: `${key} cannot be used: ${
        error instanceof Error ? error.message : error
      } Networks are written as 10.0.0.0/8, and durations as { minutes: 30 }.`,
    };
  }
}

function readFetchSeconds(entry: Config): number {
  if (!entry.has('fetchTimeout')) return FETCH_SECONDS;
  const duration = readDurationFromConfig(entry, { key: 'fetchTimeout' });
  return durationToMilliseconds(duration) / 1_000;
}

function readSsh(entry: Config): SshSettings | undefined {
  const identityFile = entry.getOptionalString('ssh.identityFile') ?? '';
  const knownHostsFile = entry.getOptionalString('ssh.knownHostsFile') ?? '';
  return [identityFile, knownHostsFile].every(file => PLAIN_FILE.test(file))
    ? { identityFile, knownHostsFile }
    : undefined;
}

/** Its own for each user of the machine, as nobody else may write there. */
function usualDirectory(config: Config): string {
  const parent =
    config.getOptionalString('backend.workingDirectory') ?? tmpdir();
  return join(parent, `engineering-insights-git-${process.getuid?.() ?? 0}`);
}

function groupByOrigin(places: readonly Place[]): Place[][] {
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    groups.set(place.origin, [...(groups.get(place.origin) ?? []), place]);
  }
  return [...groups.values()];
}
