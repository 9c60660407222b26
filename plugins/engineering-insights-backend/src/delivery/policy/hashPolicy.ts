import type { DeliveryPolicy } from '@sei-platform/plugin-engineering-insights-common';
import { createHash } from 'node:crypto';

/** SHA-256 of a policy, the same whatever the order of its keys. */
export function hashPolicy(policy: DeliveryPolicy): string {
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(policy)))
    .digest('hex');
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sortKeys(member)]),
  );
}
