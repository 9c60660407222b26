import type {
  MetricWindow,
  PolicyChangeMark,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import {
  listPolicyChanges,
  type PolicySwitchRow,
} from '../database/operations/policies/listPolicySwitches';
import { comparePolicies } from '../delivery';
import type { Member } from '../engine';

interface ChangesQuestion {
  readonly knex: Knex;
  readonly members: readonly Member[];
  readonly window: MetricWindow;
}

/** A change of the configuration reaches the services one after the other. */
const TOGETHER_MILLISECONDS = 3_600_000;

/** What is read of delivery rows, which a policy keys; everything else is facts, free of any policy. */
export function isUnderPolicy({ definition }: Metric): boolean {
  return (
    ['change', 'rollout'].includes(definition.observationKind) ||
    definition.id === 'flow.deploy-time'
  );
}

function markOf(
  rows: readonly PolicySwitchRow[],
  isRollUp: boolean,
): PolicyChangeMark {
  const [first] = rows;
  return {
    at: first.at.toISOString(),
    serviceCount: new Set(rows.map(row => row.entityId)).size,
    // What changed for one of several services would tell of that one.
    differences: isRollUp
      ? []
      : comparePolicies(first.previousPolicy!, first.policy),
  };
}

/** The changes of policy of an entity in a window; those of several services that came within an hour are one. */
export async function listPolicyMarks(
  question: ChangesQuestion,
): Promise<readonly PolicyChangeMark[]> {
  const { knex, members, window } = question;
  const entityIds = [...new Set(members.map(member => member.entityId))];
  const isRollUp = entityIds.length > 1;
  const rows = await listPolicyChanges({ knex, entityIds, window });
  const groups: PolicySwitchRow[][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    const isTogether =
      group !== undefined &&
      isRollUp &&
      row.at.getTime() - group[0].at.getTime() < TOGETHER_MILLISECONDS;
    if (isTogether) {
      group.push(row);
    } else {
      groups.push([row]);
    }
  }
  return groups.map(group => markOf(group, isRollUp));
}

/** The changes of policy that a metric's numbers follow; none of a metric that no policy touches. */
export async function policyChangesOf(
  question: ChangesQuestion & { readonly metric: Metric },
): Promise<readonly PolicyChangeMark[]> {
  return isUnderPolicy(question.metric) ? listPolicyMarks(question) : [];
}
