import { currentQuestion, type Question } from './asQuestion';

/** What knex asks of a pool. */
interface Pool<T> {
  acquire(): { readonly promise: Promise<T> };
  release(connection: T): boolean;
  numFree(): number;
  numUsed(): number;
  numPendingAcquires(): number;
}

interface Waiting {
  readonly begin: () => void;
  readonly stop: () => void;
}

/** A connection that is used. */
interface Held {
  /** No more is cancelled; resolves when what was cancelled before has had its effect. */
  readonly end: () => Promise<void> | undefined;
}

export interface BoundedPoolOptions<T extends object> {
  readonly pool: Pool<T>;
  /** Connections of it that are used at once. */
  readonly atOnce: number;
  /** Ends what a connection is at, when the question is over that it is used for. Absent: work goes on whoever gave rise to it. */
  readonly cancel?: (connection: T) => Promise<void>;
  /** How long is waited for a turn, and what is told then; without end where absent. */
  readonly patience?: { readonly ms: number; readonly error: () => Error };
}

// Between two statements there is nothing to cancel.
const AGAIN_MS = 250;

/**
 * Part of another pool: so many of its connections at once and no more, in the
 * order of asking. When a question is over, what it waits for is given up and
 * what runs for it is cancelled.
 */
export class BoundedPool<T extends object> implements Pool<T> {
  readonly #options: BoundedPoolOptions<T>;
  readonly #waiting = new Set<Waiting>();
  readonly #held = new Map<T, Held>();
  #running = 0;

  static create<T extends object>(
    options: BoundedPoolOptions<T>,
  ): BoundedPool<T> {
    return new BoundedPool(options);
  }

  private constructor(options: BoundedPoolOptions<T>) {
    this.#options = options;
  }

  acquire() {
    const question = this.#options.cancel && currentQuestion();
    return { promise: this.#acquire(question) };
  }

  release(connection: T): boolean {
    const held = this.#held.get(connection);
    this.#held.delete(connection);
    const giveBack = () => {
      this.#options.pool.release(connection);
      this.#next();
    };
    // Whoever has it next is not to be cancelled for who had it before.
    const cancelled = held?.end();
    if (cancelled) cancelled.then(giveBack, giveBack);
    else giveBack();
    return held !== undefined;
  }

  /** The other pool is whose it is. */
  async destroy(): Promise<void> {}

  numFree(): number {
    return this.#options.atOnce - this.#running;
  }

  numUsed(): number {
    return this.#running;
  }

  numPendingAcquires(): number {
    return this.#waiting.size;
  }

  async #acquire(question: Question | undefined): Promise<T> {
    question?.signal.throwIfAborted();
    await this.#turn(question);
    try {
      const connection = await this.#options.pool.acquire().promise;
      this.#held.set(connection, this.#watch(connection, question));
      return connection;
    } catch (error) {
      this.#next();
      throw error;
    }
  }

  async #turn(question: Question | undefined): Promise<void> {
    const { atOnce, patience } = this.#options;
    if (this.#running < atOnce) {
      this.#running += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const waiting = { begin: resolve, stop: () => {} };
      const giveUp = (error: unknown) => {
        this.#waiting.delete(waiting);
        waiting.stop();
        reject(error);
      };
      const onOver = () => giveUp(question?.signal.reason);
      const timer =
        patience && setTimeout(() => giveUp(patience.error()), patience.ms);
      waiting.stop = () => {
        clearTimeout(timer);
        question?.signal.removeEventListener('abort', onOver);
      };
      question?.signal.addEventListener('abort', onOver);
      this.#waiting.add(waiting);
    });
  }

  /** Passes a turn on. */
  #next(): void {
    for (const waiting of this.#waiting) {
      this.#waiting.delete(waiting);
      waiting.stop();
      waiting.begin();
      return;
    }
    this.#running -= 1;
  }

  #watch(connection: T, question: Question | undefined): Held {
    let cancelled: Promise<void> | undefined;
    let timer: NodeJS.Timeout | undefined;
    let isEnded = false;
    const cancel = () => {
      cancelled = this.#options.cancel?.(connection).finally(() => {
        if (!isEnded) timer = setTimeout(cancel, AGAIN_MS);
      });
      // Where it could not be cancelled it ends by itself.
      cancelled?.catch(() => {});
    };
    question?.signal.addEventListener('abort', cancel);
    if (question?.signal.aborted) cancel();
    return {
      end: () => {
        isEnded = true;
        question?.signal.removeEventListener('abort', cancel);
        clearTimeout(timer);
        return cancelled;
      },
    };
  }
}
