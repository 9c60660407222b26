export { resolvePolicy } from './resolvePolicy';
export type {
  DeliveryPolicies,
  PolicySources,
  ResolvedPolicy,
} from './resolvePolicy';
export { listPolicyProblems } from './listPolicyProblems';
export { leavesOf } from './leavesOf';
export { sourceOfSetting } from './sourceOfSetting';
export { storedPolicy } from './storedPolicy';
export { namedPolicy } from './namedPolicy';
export { comparePolicies, settingsOf } from './comparePolicies';
