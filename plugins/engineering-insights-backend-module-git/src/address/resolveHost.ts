import { lookup } from 'node:dns/promises';
import { type BlockList, isIP } from 'node:net';
import {
  NotAllowedError,
  ServiceUnavailableError,
} from '@sei-platform/plugin-engineering-insights-node';
import { hasAddress, isPrivateAddress } from './isPrivateAddress';

/**
 * The addresses of a host, each of which may be spoken to. What speaks to the
 * host is bound to them, so that a second answer of the name service changes
 * nothing.
 */
export async function resolveHost(options: {
  readonly hostname: string;
  /** Networks of private addresses that names may stand for. */
  readonly privateNetworks: BlockList;
}): Promise<readonly string[]> {
  const { hostname, privateNetworks } = options;
  // The operator named this very address.
  if (isIP(hostname)) return [hostname];
  const addresses = await lookUp(hostname);
  const refused = addresses.find(
    address =>
      isPrivateAddress(address) && !hasAddress(privateNetworks, address),
  );
  if (refused) {
    throw new NotAllowedError(
      `The host ${hostname} stands for the private address ${refused}. Add its network to engineeringInsights.sources.git[].privateNetworks if it is meant.`,
    );
  }
  return addresses;
}

async function lookUp(hostname: string): Promise<string[]> {
  try {
    const found = await lookup(hostname, { all: true });
    return found.map(({ address }) => address);
  } catch (error) {
    throw new ServiceUnavailableError(
      `The name service knows no host ${hostname}. Check its name in the annotation and the name service of the backend.`,
      error,
    );
  }
}
