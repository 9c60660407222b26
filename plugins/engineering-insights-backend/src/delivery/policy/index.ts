export { resolvePolicy } from './resolvePolicy';
export type { DeliveryPolicies, ResolvedPolicy } from './resolvePolicy';
