export { deriveEntity } from './deriveEntity';
export type { DeriveEntityOptions, DeriveEntityResult } from './deriveEntity';
export { deriveUnder } from './deriveUnder';
export { resolvePolicy } from './policy';
export type { DeliveryPolicies, ResolvedPolicy } from './policy';
