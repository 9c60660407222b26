import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import {
  readChanges,
  type ValueChange,
} from '../database/operations/changes/readChanges';
import { readNewestChange } from '../database/operations/changes/readNewestChange';
import { BackgroundLoop } from '../plugin/BackgroundLoop';

const CHANGES_AT_ONCE = 1_000;

export type Follower = (changes: readonly ValueChange[]) => void;

/** Where the feed is; one object for each time that somebody begins to follow. */
interface Tail {
  after: number;
}

/**
 * Tells followers what is calculated, here or in another process on the same
 * database: reads the table of changes once a second, and at once where this
 * process calculated. While nobody follows it asks for nothing.
 */
export class ChangeFeed {
  readonly #knex: Knex;
  readonly #loop: BackgroundLoop;
  readonly #followers = new Set<Follower>();
  #tail: Promise<Tail> | undefined;

  static create(options: { knex: Knex; logger: LoggerService }): ChangeFeed {
    return new ChangeFeed(options);
  }

  private constructor(options: { knex: Knex; logger: LoggerService }) {
    this.#knex = options.knex;
    this.#loop = BackgroundLoop.create({
      title: 'Telling of new values',
      pass: () => this.#pass(),
      logger: options.logger,
    });
  }

  /** @returns the number after which the follower is told of everything. */
  async follow(
    follower: Follower,
  ): Promise<{ readonly after: number; readonly stop: () => void }> {
    this.#followers.add(follower);
    try {
      this.#tail ??= this.#begin();
      const { after } = await this.#tail;
      this.#loop.start();
      return { after, stop: () => this.#followers.delete(follower) };
    } catch (error) {
      this.#followers.delete(follower);
      this.#tail = undefined;
      throw error;
    }
  }

  /** Something was calculated in this process. */
  notify(): void {
    this.#loop.notify();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  async #begin(): Promise<Tail> {
    const { newestId } = await readNewestChange({ knex: this.#knex });
    return { after: newestId };
  }

  async #pass(): Promise<{ hasMore: boolean }> {
    if (this.#followers.size === 0) {
      this.#tail = undefined;
    }
    const tail = await this.#tail;
    if (!tail) {
      return { hasMore: false };
    }
    const changes = await readChanges({
      knex: this.#knex,
      after: tail.after,
      limit: CHANGES_AT_ONCE,
    });
    if (changes.length > 0) {
      tail.after = changes[changes.length - 1].id;
      for (const follower of this.#followers) follower(changes);
    }
    return { hasMore: changes.length === CHANGES_AT_ONCE };
  }
}
