import { BlockList, isIPv6 } from 'node:net';

/** What is not on the public Internet (IANA's registries of special-purpose addresses). */
const NETWORKS = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  '::1/128',
  '64:ff9b:1::/48',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
];

/**
 * Networks as a list that addresses are checked against.
 *
 * @throws Error where one is no network.
 */
export function createNetworkList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address, length, ...rest] = network.split('/');
    const type = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (rest.length > 0) throw new Error(`"${network}" is no network.`);
    if (length === undefined) list.addAddress(address, type);
    else list.addSubnet(address, Number(length), type);
  }
  return list;
}

const PRIVATE = createNetworkList(NETWORKS);

/** Whether a list has an address; an IPv4 address written as IPv6 is the same. */
export function hasAddress(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Whether an address belongs to this machine or to a network of its own. */
export function isPrivateAddress(address: string): boolean {
  return hasAddress(PRIVATE, address) || hasAddress(PRIVATE, embedded(address));
}

/** The IPv4 address that translators (NAT64, 6to4) write into an IPv6 one. */
function embedded(address: string): string {
  const [, high, low] =
    /^64:ff9b::([\da-f]{1,4}):([\da-f]{1,4})$/i.exec(address) ??
    /^2002:([\da-f]{1,4}):([\da-f]{1,4}):/i.exec(address) ??
    [];
  if (high === undefined) return address;
  const [first, second] = [parseInt(high, 16), parseInt(low, 16)];
  return [first >> 8, first & 255, second >> 8, second & 255].join('.');
}
