import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { Knex } from 'knex';
import { preparedTransaction } from '../database/prepared';
import type { SwitchedPolicy } from '../database/operations/delivery/putInForce';
import { noteChanges } from '../database/operations/changes/noteChanges';
import { addDirtyMarks } from '../database/operations/dirtyMarks/addDirtyMarks';
import {
  claimDirtyEntity,
  type DirtyEntity,
} from '../database/operations/values/claimDirtyEntity';
import { deleteDirtyMarks } from '../database/operations/values/deleteDirtyMarks';
import {
  findRollUps,
  type RollUp,
} from '../database/operations/values/findRollUps';
import { postponeDirtyMarks } from '../database/operations/values/postponeDirtyMarks';
import { saveCalculationTime } from '../database/operations/values/saveCalculationTime';
import { recalculate } from './recalculate';

/** Writes the delivery rows of a component anew, from some time on. */
export type DeriveEntity = (options: {
  readonly knex: Knex.Transaction;
  readonly entityId: number;
  /** ISO 8601, or `-infinity`. */
  readonly fromAt: string;
  readonly now: string;
}) => Promise<{
  /** Another policy came into force, so everything is new, whatever the marks say. */
  readonly isSwitched: boolean;
  readonly switched?: SwitchedPolicy;
} | void>;

export interface ProcessDirtyMarksOptions {
  readonly knex: Knex;
  readonly metrics: readonly Metric[];
  /** Components, or the systems, domains and groups above them. */
  readonly of: 'components' | 'rollUps';
  readonly derive: DeriveEntity;
  readonly now: string;
  /** Entities at most in one call. */
  readonly limit: number;
  /** How many entities are worked on at once, each over a connection of its own. Default: 1. */
  readonly workers?: number;
  readonly intervalSeconds?: number;
  readonly minimumContributors?: number;
  /** After the commit of each: refs of entities whose values changed. */
  readonly onChanged: (refs: readonly string[]) => void | Promise<void>;
  /** After the commit: a policy came into force. */
  readonly onSwitched?: (switched: SwitchedPolicy) => void | Promise<void>;
  /** What could not be derived; it is tried again later. */
  readonly onFailure: (failure: {
    ref: string;
    error: unknown;
    retryAt: string;
  }) => void;
  readonly signal?: AbortSignal;
}

/** Components of a system change together; it is calculated once for all. */
const LEAST_ROLL_UP_SECONDS = 60;
/** A large organisation always changes: its roll-ups are calculated for a twentieth of the time at most. */
const ROLL_UP_SHARE = 1 / 20;
const RETRY_DELAY = { minutes: 5 };

/**
 * A fact changes what lies before it: a rollout ends the deploy phase of what
 * was merged long ago, an incident makes an earlier rollout a failed one.
 */
const REACHES_BACK = { days: 90 };

function changedFromOf(fromAt: string): string {
  const from = DateTime.fromISO(fromAt, { zone: 'utc' });
  return from.isValid ? from.minus(REACHES_BACK).toISO()! : fromAt;
}

const later = (now: string, delay: object) =>
  DateTime.fromISO(now, { zone: 'utc' }).plus(delay).toISO()!;

function groupByDelay(
  rollUps: readonly RollUp[],
): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (const { id, calculationSeconds } of rollUps) {
    const seconds = Math.max(
      LEAST_ROLL_UP_SECONDS,
      calculationSeconds / ROLL_UP_SHARE,
    );
    groups.set(seconds, [...(groups.get(seconds) ?? []), id]);
  }
  return groups;
}

async function workOff(
  options: ProcessDirtyMarksOptions & {
    readonly trx: Knex.Transaction;
    readonly dirty: DirtyEntity;
  },
): Promise<{ switched?: SwitchedPolicy }> {
  const {
    trx,
    dirty,
    derive,
    metrics,
    of,
    now,
    intervalSeconds,
    minimumContributors,
  } = options;
  const { entityId } = dirty;
  let { fromAt } = dirty;
  let switched: SwitchedPolicy | undefined;
  if (dirty.kind === 'component') {
    const derived = await derive({ knex: trx, entityId, fromAt, now });
    fromAt = derived?.isSwitched ? '-infinity' : fromAt;
    switched = derived?.switched;
    const rollUps = await findRollUps({ knex: trx, entityIds: [entityId] });
    // Always a new mark: one that is there already may be about to be worked off without this change.
    for (const [seconds, entityIds] of groupByDelay(rollUps)) {
      await addDirtyMarks({
        knex: trx,
        entityIds,
        fromAt,
        reason: 'facts',
        dueAt: later(now, { seconds }),
      });
    }
  }
  const startedAt = performance.now();
  await recalculate({
    knex: trx,
    metrics,
    of,
    now,
    intervalSeconds,
    minimumContributors,
    entityIds: [entityId],
    changedFrom: changedFromOf(fromAt),
  });
  if (dirty.kind !== 'component') {
    await saveCalculationTime({
      knex: trx,
      entityId,
      seconds: (performance.now() - startedAt) / 1_000,
    });
  }
  await deleteDirtyMarks({ knex: trx, markIds: dirty.markIds });
  await noteChanges({ knex: trx, entityIds: [entityId], calculatedAt: now });
  return { switched };
}

/** One entity in one transaction: all of it or nothing, wherever the process dies. */
async function processOne(
  options: ProcessDirtyMarksOptions & { readonly failedIds: number[] },
): Promise<{ isDone: boolean; ref?: string; switched?: SwitchedPolicy }> {
  const { knex, now, failedIds } = options;
  let dirty: DirtyEntity | undefined;
  let switched: SwitchedPolicy | undefined;
  try {
    await preparedTransaction(knex, async trx => {
      dirty = await claimDirtyEntity({
        knex: trx,
        now,
        of: options.of,
        exceptIds: failedIds,
      });
      if (dirty && dirty.markIds.length > 0) {
        ({ switched } = await workOff({ ...options, trx, dirty }));
      }
    });
  } catch (error) {
    if (!dirty) {
      throw error;
    }
    const retryAt = later(now, RETRY_DELAY);
    failedIds.push(dirty.entityId);
    await postponeDirtyMarks({ knex, markIds: dirty.markIds, dueAt: retryAt });
    options.onFailure({ ref: dirty.ref, error, retryAt });
    return { isDone: false };
  }
  return {
    isDone: !dirty,
    ref: dirty?.markIds.length ? dirty.ref : undefined,
    switched,
  };
}

/**
 * Works off what is due: derives each component anew and calculates its values,
 * and those of the systems, domains and groups above it a minute later.
 */
export async function processDirtyMarks(
  options: ProcessDirtyMarksOptions,
): Promise<{ processedCount: number; failedCount: number }> {
  const failedIds: number[] = [];
  let begunCount = 0;
  let processedCount = 0;
  const work = async () => {
    while (begunCount < options.limit && !options.signal?.aborted) {
      begunCount += 1;
      const { isDone, ref, switched } = await processOne({
        ...options,
        failedIds,
      });
      if (isDone) {
        return;
      }
      if (ref) {
        processedCount += 1;
        await options.onChanged([ref]);
        if (switched) {
          await options.onSwitched?.(switched);
        }
      }
    }
  };
  // Each lets the others end what they are at.
  const ended = await Promise.allSettled(
    Array.from({ length: options.workers ?? 1 }, work),
  );
  for (const end of ended) {
    if (end.status === 'rejected') throw end.reason;
  }
  return { processedCount, failedCount: failedIds.length };
}
