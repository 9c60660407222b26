import { createHash } from 'node:crypto';

const PARAMETER = 'state';

/**
 * The address that a subscription is made with. Graph never tells the secret of
 * a subscription, so the address says which one it was made with: by four bytes
 * of its hash, from which nobody learns it.
 */
export function notificationAddress(options: {
  notificationUrl: string;
  clientState: string;
}): string {
  const { notificationUrl, clientState } = options;
  const hash = createHash('sha256')
    .update(`engineering-insights ${clientState}`)
    .digest('hex');
  const url = new URL(notificationUrl);
  url.searchParams.set(PARAMETER, hash.slice(0, 8));
  return url.href;
}

/** Whether two addresses differ by the secret at most. */
export function isSameDoor(left: string, right: string): boolean {
  return doorOf(left) === doorOf(right);
}

function doorOf(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.searchParams.delete(PARAMETER);
  return url.href;
}
