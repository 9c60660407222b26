import { factKeyText } from '../select/factKeyText';
import type { ProductionDeployment } from './ProductionDeployment';
import type { Rollback } from './judgeRollbacks';

/** The deployments of one revision to the production environments, as positions in their order. */
export interface Rollout {
  /** Names its first deployment: `scope_id:kind:external_id`. */
  readonly key: string;
  readonly positions: readonly number[];
  readonly startedAt: number;
  /** In the first environment. */
  readonly finishedAt: number;
  /** In the last environment. */
  readonly lastFinishedAt: number;
  readonly isRollback: boolean;
}

const TOGETHER_MS = 72 * 3_600_000;

/**
 * Groups deployments in their order: one joins the earliest rollout of its
 * revision that has not reached its environment and whose first deployment
 * started within 72 hours of it; else it begins a rollout. The same revision
 * again in the same environment thus is a rollout of its own, without changes:
 * it reached users again and can fail again. Rollbacks keep to themselves.
 * What names no revision is alone.
 */
export function groupRollouts(options: {
  deployments: readonly ProductionDeployment[];
  rollbacks: ReadonlyMap<number, Rollback>;
  count: 'rollout' | 'each';
}): Rollout[] {
  const { deployments, rollbacks, count } = options;
  const groups: {
    positions: number[];
    environments: Set<string>;
    isRollback: boolean;
  }[] = [];
  const open = new Map<string, typeof groups>();
  for (const [position, deployment] of deployments.entries()) {
    const environment = deployment.environment.toLowerCase();
    const isRollback = rollbacks.has(position);
    const sameRevision = openedFor(open, deployment.identity);
    const joined = sameRevision.find(
      group =>
        count === 'rollout' &&
        group.isRollback === isRollback &&
        !group.environments.has(environment) &&
        isNear(deployments[group.positions[0]], deployment),
    );
    if (joined) {
      joined.positions.push(position);
      joined.environments.add(environment);
      continue;
    }
    const group = {
      positions: [position],
      environments: new Set([environment]),
      isRollback,
    };
    groups.push(group);
    sameRevision.push(group);
  }
  return groups.map(group => toRollout(group, deployments));
}

function isNear(
  first: ProductionDeployment,
  other: ProductionDeployment,
): boolean {
  return Math.abs(other.startedAt - first.startedAt) <= TOGETHER_MS;
}

/** The rollouts of a revision; a list of nobody's where no revision is known. */
function openedFor<Group>(
  open: Map<string, Group[]>,
  identity: string | undefined,
): Group[] {
  if (identity === undefined) return [];
  const known = open.get(identity);
  if (known) return known;
  const groups: Group[] = [];
  open.set(identity, groups);
  return groups;
}

function toRollout(
  group: { positions: readonly number[]; isRollback: boolean },
  deployments: readonly ProductionDeployment[],
): Rollout {
  const members = group.positions.map(position => deployments[position]);
  const [first] = members;
  return {
    key: factKeyText(first),
    positions: group.positions,
    startedAt: Math.min(...members.map(member => member.startedAt)),
    finishedAt: first.finishedAt,
    lastFinishedAt: members.at(-1)!.finishedAt,
    isRollback: group.isRollback,
  };
}
