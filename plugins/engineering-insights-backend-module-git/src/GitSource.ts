import type { BlockList } from 'node:net';
import type { Place } from './address/parseRepositoryUrl';

/** How `ssh://` is spoken. */
export interface SshSettings {
  readonly identityFile: string;
  readonly knownHostsFile: string;
}

/** One host that may be read, or the directories of this machine that may. */
export interface GitSource
  extends Pick<Place, 'scheme' | 'origin' | 'hostname' | 'port'> {
  readonly title: string;
  /** What of it may be read. */
  readonly allowed: readonly Place[];
  readonly privateNetworks: BlockList;
  readonly useSourceLocation: boolean;
  readonly ssh?: SshSettings;
  readonly cacheDirectory: string;
  readonly cacheMegabytes: number;
  readonly fetchTimeoutSeconds: number;
}
