import {
  deliveryPolicySchema,
  POLICY_PARTS,
  type DeliveryPolicy,
  type PolicyDifference,
  type PolicyPartName,
  type PolicySetting,
  type PolicySettingValue,
} from '@sei-platform/plugin-engineering-insights-common';
import { leavesOf } from './leavesOf';

/** The lines of one part of a policy, by the paths of their keys and in the order of the schema, which Postgres does not keep. */
export function settingsOf(
  policy: DeliveryPolicy,
  part: PolicyPartName,
): readonly PolicySetting[] {
  return leavesOf(deliveryPolicySchema.parse(policy)[part], part).map(
    ([name, value]) => ({ name, value: value as PolicySettingValue }),
  );
}

/** The settings that two policies tell differently, in the order of the policy's parts. */
export function comparePolicies(
  from: DeliveryPolicy,
  to: DeliveryPolicy,
): readonly PolicyDifference[] {
  const before = new Map(
    POLICY_PARTS.flatMap(part => settingsOf(from, part)).map(
      ({ name, value }) => [name, value],
    ),
  );
  const after = new Map(
    POLICY_PARTS.flatMap(part => settingsOf(to, part)).map(
      ({ name, value }) => [name, value],
    ),
  );
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(name => {
    const was = before.get(name);
    const is = after.get(name);
    return JSON.stringify(was) === JSON.stringify(is)
      ? []
      : [
          {
            name,
            ...(was !== undefined && { from: was }),
            ...(is !== undefined && { to: is }),
          },
        ];
  });
}
