export { deriveEntity } from './deriveEntity';
export type { DeriveEntityOptions, DeriveEntityResult } from './deriveEntity';
export { deriveUnder } from './deriveUnder';
export {
  comparePolicies,
  leavesOf,
  listPolicyProblems,
  namedPolicy,
  resolvePolicy,
  settingsOf,
  sourceOfSetting,
  storedPolicy,
} from './policy';
export type { DeliveryPolicies, PolicySources, ResolvedPolicy } from './policy';
export { runTrial } from './runTrial';
export type { Trial } from './runTrial';
export { RULE_FACT_KINDS } from './select/selectDeployments';
