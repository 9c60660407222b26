export { deriveAside } from './deriveAside';
export type { DeriveAsideOptions } from './deriveAside';
export { deriveEntity } from './deriveEntity';
export type { DeriveEntityOptions, DeriveEntityResult } from './deriveEntity';
export { deriveUnder } from './deriveUnder';
export {
  comparePolicies,
  namedPolicy,
  resolvePolicy,
  settingsOf,
  storedPolicy,
} from './policy';
export type { DeliveryPolicies, PolicySources, ResolvedPolicy } from './policy';
export { RULE_FACT_KINDS } from './select/selectDeployments';
