import { pathToFileURL } from 'node:url';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';
import { resolveHost } from '../address/resolveHost';
import type { Place } from '../address/parseRepositoryUrl';
import { gitEnvironment } from '../git/gitEnvironment';
import type { GitSource } from '../GitSource';
import { findLocalRepository } from './findLocalRepository';
import { placeOf } from './placeOf';
import { sshArguments } from './sshArguments';

/** What speaking to a repository takes, once all was checked. */
export interface OpenRemote {
  readonly place: Place;
  readonly url: string;
  /** Before the name of the command. */
  readonly options: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** A directory in no repository, whose settings would be heeded. */
  readonly home: string;
  /** The addresses that the host may be spoken to at; none of a directory. */
  readonly addresses: readonly string[];
}

/** The files that git is given in place of the machine's own. */
export interface GitFiles {
  readonly configFile: string;
  readonly home: string;
}

/** Checks that a repository may be spoken to, and binds git to what was checked. */
export async function openRemote(options: {
  readonly source: GitSource;
  readonly scope: ScopeRef;
  readonly files: GitFiles;
}): Promise<OpenRemote> {
  const { source, scope, files } = options;
  const place = placeOf(source, scope);
  const { scheme, origin, path } = place;
  const environment = (sshCommand?: string) =>
    gitEnvironment({ ...files, scheme, sshCommand });
  if (scheme === 'file') {
    const directory = await findLocalRepository({
      path,
      directories: source.allowed.map(allowed => allowed.path),
    });
    return {
      place,
      url: pathToFileURL(directory).href,
      options: [],
      env: environment(),
      home: files.home,
      addresses: [],
    };
  }
  const { hostname, port } = place;
  const { privateNetworks } = source;
  const addresses = await resolveHost({ hostname, privateNetworks });
  const { home } = files;
  const remote = { place, url: origin + path, addresses, home };
  if (scheme === 'ssh') {
    const [address] = addresses;
    const ssh = sshArguments({ ssh: source.ssh!, hostname, port, address });
    return {
      ...remote,
      options: [],
      env: environment(['ssh', ...ssh].map(quoteForShell).join(' ')),
    };
  }
  return {
    ...remote,
    options: ['-c', `http.curloptResolve=${resolveEntry(place, addresses)}`],
    env: environment(),
  };
}

/** As curl takes it: `git.example.org:443:192.0.2.1,[2001:db8::1]`. */
function resolveEntry(
  { hostname, port, scheme }: Place,
  addresses: readonly string[],
): string {
  const usualPort = scheme === 'https' ? 443 : 80;
  const quote = (address: string) =>
    address.includes(':') ? `[${address}]` : address;
  return `${quote(hostname)}:${port ?? usualPort}:${addresses
    .map(quote)
    .join(',')}`;
}

/** Git gives it to a shell. No part of it holds a quote: hosts and files were checked for that. */
function quoteForShell(text: string): string {
  return `'${text}'`;
}
