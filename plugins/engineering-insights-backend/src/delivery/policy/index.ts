export { resolvePolicy } from './resolvePolicy';
export type {
  DeliveryPolicies,
  PolicySources,
  ResolvedPolicy,
} from './resolvePolicy';
export { storedPolicy } from './storedPolicy';
export { namedPolicy } from './namedPolicy';
export { comparePolicies, settingsOf } from './comparePolicies';
