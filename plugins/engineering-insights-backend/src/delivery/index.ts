export { deriveEntity } from './deriveEntity';
export type { DeriveEntityOptions, DeriveEntityResult } from './deriveEntity';
export { resolvePolicy } from './policy';
export type { DeliveryPolicies, ResolvedPolicy } from './policy';
