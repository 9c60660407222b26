import type { ProductionDeployment } from './ProductionDeployment';

/** A rollback, and what it took back. */
export interface Rollback {
  /** Position of the deployment whose revision turned out to be bad; absent where nothing ran before. */
  readonly takesBack?: number;
}

interface EnvironmentHistory {
  /** Positions of the deployments to it, in order. */
  readonly positions: number[];
  readonly lastPositionOf: Map<string, number>;
}

/**
 * Judges each environment by itself: a rollback is the deployment of a revision
 * that was there before and is not the one running there now, or what the
 * source calls one. It takes back the first deployment after the revision that
 * it returns to; where that is not known, the one that was running.
 *
 * @returns rollbacks by the position of the deployment.
 */
export function judgeRollbacks(
  deployments: readonly ProductionDeployment[],
): ReadonlyMap<number, Rollback> {
  const rollbacks = new Map<number, Rollback>();
  const histories = new Map<string, EnvironmentHistory>();
  for (const [position, deployment] of deployments.entries()) {
    const history = historyOf(histories, deployment.environment);
    const running = history.positions.at(-1);
    const returnsTo =
      deployment.identity === undefined
        ? undefined
        : history.lastPositionOf.get(deployment.identity);
    const isSameAsRunning =
      running !== undefined &&
      deployment.identity !== undefined &&
      deployments[running].identity === deployment.identity;
    if (returnsTo !== undefined && !isSameAsRunning) {
      rollbacks.set(position, {
        takesBack: firstAfter(history.positions, returnsTo),
      });
    } else if (deployment.isRollback) {
      rollbacks.set(position, {
        takesBack: isSameAsRunning ? undefined : running,
      });
    }
    history.positions.push(position);
    if (deployment.identity !== undefined)
      history.lastPositionOf.set(deployment.identity, position);
  }
  return rollbacks;
}

function historyOf(
  histories: Map<string, EnvironmentHistory>,
  environment: string,
) {
  const key = environment.toLowerCase();
  const known = histories.get(key);
  if (known) return known;
  const history: EnvironmentHistory = {
    positions: [],
    lastPositionOf: new Map(),
  };
  histories.set(key, history);
  return history;
}

/** The first of ascending positions that is above one of them. */
function firstAfter(
  positions: readonly number[],
  position: number,
): number | undefined {
  return positions[positions.lastIndexOf(position) + 1];
}
