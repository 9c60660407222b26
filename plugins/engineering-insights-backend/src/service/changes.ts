import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  MetricsChangedEvent,
  StreamResetEvent,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  readChanges,
  type ValueChange,
} from '../database/operations/changes/readChanges';
import { readNewestChange } from '../database/operations/changes/readNewestChange';
import { Trigger } from '../ingestion/Trigger';
import type { ServiceContext } from './ServiceContext';

/** Who missed more reads anew faster than he is told. */
const MOST_MISSED = 1_000;
/** Only how often an end is looked for that no signal tells of. */
const LOOK_AGAIN_MILLISECONDS = 60_000;

/** What is told of changes, with the number to go on from. */
export type ChangeEvent = { readonly id: string } & (
  | { readonly type: 'metrics.changed'; readonly data: MetricsChangedEvent }
  | { readonly type: 'reset'; readonly data: StreamResetEvent }
);

export interface ChangesQuestion {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  /** In lower case; absent: whatever the caller sees. */
  readonly entityRefs?: readonly string[];
  /** The id of the last event that the caller has, as he tells it. */
  readonly lastEventId?: string;
  readonly signal: AbortSignal;
}

export interface FollowedChanges {
  /** Where it begins. */
  readonly startId: string;
  /** Ends when the signal says so. Who takes them slowly is told once of what changed several times. */
  readonly events: AsyncIterable<ChangeEvent>;
}

async function checkVisible({
  context,
  credentials,
  entityRefs,
}: ChangesQuestion): Promise<void> {
  if (!entityRefs) return;
  const visible = await context.authorise.visibleOf({
    credentials,
    entityRefs,
  });
  const missing = entityRefs.filter(ref => !visible.has(ref));
  if (missing.length > 0) {
    throw new NotFoundError(
      `There is no ${missing.join(
        ' and no ',
      )} in the catalog that you may see.`,
    );
  }
}

const isNumber = (id: string) => /^[0-9]{1,15}$/.test(id);

/** What the caller missed: nothing without a number, and a reset where it cannot be told one by one. */
async function readMissed(
  { context, entityRefs, lastEventId }: ChangesQuestion,
  upTo: number,
): Promise<StreamResetEvent | readonly ValueChange[]> {
  const { knex } = context;
  if (lastEventId === undefined) return [];
  if (!isNumber(lastEventId)) return { reason: 'unknownId' };
  const after = Number(lastEventId);
  const { lastGivenId } = await readNewestChange({ knex });
  if (after > lastGivenId) return { reason: 'unknownId' };
  const changes = await readChanges({
    knex,
    after,
    upTo,
    entityRefs,
    limit: MOST_MISSED + 1,
  });
  return changes.length > MOST_MISSED ? { reason: 'tooMany' } : changes;
}

/** Of changes those of entities that the caller sees, by decisions that are a minute old at most. */
async function* eventsOf(
  { context, credentials, signal }: ChangesQuestion,
  changes: readonly ValueChange[],
): AsyncGenerator<ChangeEvent> {
  if (changes.length === 0 || signal.aborted) return;
  const visible = await context.authorise.visibleOf({
    credentials,
    entityRefs: changes.map(({ entityRef }) => entityRef),
  });
  for (const { id, entityRef, calculatedAt } of changes) {
    if (visible.has(entityRef)) {
      yield {
        id: String(id),
        type: 'metrics.changed',
        data: { entityRef, calculatedAt },
      };
    }
  }
}

/** Changes as they come, each entity once however often it changes before it is taken. */
function createWaiting(entityRefs: readonly string[] | undefined) {
  const wanted = entityRefs && new Set(entityRefs);
  const byRef = new Map<string, ValueChange>();
  const trigger = new Trigger();
  return {
    add(changes: readonly ValueChange[]) {
      for (const change of changes) {
        if (wanted && !wanted.has(change.entityRef)) continue;
        // Anew, so that the order stays that of the numbers.
        byRef.delete(change.entityRef);
        byRef.set(change.entityRef, change);
      }
      if (byRef.size > 0) trigger.fire();
    },
    async take(signal: AbortSignal) {
      await trigger.wait({ milliseconds: LOOK_AGAIN_MILLISECONDS, signal });
      const changes = [...byRef.values()];
      byRef.clear();
      return changes;
    },
  };
}

/** What is calculated from now on, or after a number, of entities that the caller sees. */
export async function followChanges(
  question: ChangesQuestion,
): Promise<FollowedChanges> {
  const { context, entityRefs, lastEventId, signal } = question;
  await checkVisible(question);
  const waiting = createWaiting(entityRefs);
  // Before what was missed is read, so that nothing falls between.
  const { after, stop } = await context.changes.follow(waiting.add);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();

  async function* events(): AsyncGenerator<ChangeEvent> {
    try {
      const missed = await readMissed(question, after);
      if ('reason' in missed) {
        yield { id: String(after), type: 'reset', data: missed };
      } else {
        yield* eventsOf(question, missed);
      }
      while (!signal.aborted) {
        yield* eventsOf(question, await waiting.take(signal));
      }
    } finally {
      stop();
    }
  }
  const isResumed = lastEventId !== undefined && isNumber(lastEventId);
  return {
    startId: isResumed ? lastEventId : String(after),
    events: events(),
  };
}
