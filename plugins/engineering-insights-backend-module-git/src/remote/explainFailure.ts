import { once } from 'node:events';
import { connect } from 'node:net';
import {
  AuthenticationError,
  NotFoundError,
  ServiceUnavailableError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import type { GitProcessError } from '../git/GitProcessError';
import type { GitSource } from '../GitSource';
import type { OpenRemote } from './openRemote';
import { probeHttp } from './probeHttp';
import { probeSsh } from './probeSsh';
import { sshArguments } from './sshArguments';
import { toHttpError } from './toHttpError';

const CONNECT_MILLISECONDS = 20_000;

/**
 * Why git could not read a repository. Git says so in prose, which is not
 * looked at: the repository is asked again in a way that has codes.
 */
export async function explainFailure(options: {
  readonly source: GitSource;
  readonly remote: OpenRemote;
  readonly error: GitProcessError;
  readonly signal: AbortSignal;
}): Promise<Error> {
  const { source, remote, error, signal } = options;
  const { place, url } = remote;
  if (error.reason === 'timeout') {
    return new ServiceUnavailableError(
      `${url} gave no whole answer in time. Raise engineeringInsights.sources.git[].fetchTimeout if it is a large repository.`,
      error,
    );
  }
  switch (place.scheme) {
    case 'https':
    case 'http':
      return explainHttp({ remote, error, signal });
    case 'ssh':
      return explainSsh({ source, remote, error, signal });
    default:
      return new SourceFailureError(
        `git could not read the directory ${place.path}.${saidBy(error)}`,
        { cause: error },
      );
  }
}

/** What a server says to the first question of git, and what that means where git came to nothing. */
export async function explainHttp(options: {
  remote: OpenRemote;
  error?: GitProcessError;
  signal: AbortSignal;
}): Promise<Error> {
  const { remote, error, signal } = options;
  const { url, addresses } = remote;
  try {
    const answer = await probeHttp({ url, addresses, signal });
    return toHttpError(answer, { url, said: error?.said ?? '' });
  } catch (cause) {
    signal.throwIfAborted();
    return unreachable(url, cause);
  }
}

async function explainSsh(options: {
  source: GitSource;
  remote: OpenRemote;
  error: GitProcessError;
  signal: AbortSignal;
}): Promise<Error> {
  const { source, remote, error, signal } = options;
  const { url, addresses, place } = remote;
  const { hostname, port, origin, path } = place;
  const [address] = addresses;
  if (!(await canConnect({ address, port: port ?? 22, signal }))) {
    return unreachable(url, error);
  }
  const answer = await probeSsh({
    arguments: sshArguments({ ssh: source.ssh!, hostname, port, address }),
    destination: origin.slice('ssh://'.length).replace(/:\d+$/, ''),
    port,
    path,
    signal,
  });
  switch (answer) {
    case 'refused':
      return new AuthenticationError(
        `${origin} does not take the key of engineeringInsights.sources.git[].ssh.identityFile, or is not the host that knownHostsFile knows. Give the key read access there, and add the host's key by ssh-keyscan.`,
      );
    case 'noRepository':
      return new NotFoundError(
        `There is no repository at ${url}, or the key may not read it. Correct the address, or give the key access to it.`,
      );
    default:
      return new SourceFailureError(
        `${url} was reached, and git could not read it.${saidBy(error)}`,
        { cause: error },
      );
  }
}

async function canConnect(options: {
  address: string;
  port: number;
  signal: AbortSignal;
}): Promise<boolean> {
  const { address: host, port, signal } = options;
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect', {
      signal: AbortSignal.any([
        signal,
        AbortSignal.timeout(CONNECT_MILLISECONDS),
      ]),
    });
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  } finally {
    socket.destroy();
  }
}

function unreachable(url: string, cause: unknown): Error {
  return new ServiceUnavailableError(
    `${url} cannot be reached. Check the address, and that the backend may connect there.`,
    cause,
  );
}

function saidBy({ said }: GitProcessError): string {
  return said && ` It said: ${said}`;
}
