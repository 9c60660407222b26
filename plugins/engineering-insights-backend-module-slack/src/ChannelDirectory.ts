import {
  isRateLimitError,
  SourceFailureError,
  type IncidentChannelPattern,
  type RateLimitError,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Channel } from './channel';
import { ChannelListing } from './ChannelListing';
import type { SlackClient } from './client';

/** A quarter of the 20 pages a minute that Slack gives. */
const MILLISECONDS_PER_PAGE = 12_000;
const SHORTEST_MILLISECONDS = 60_000;
const LONGEST_MILLISECONDS = 1_800_000;
/** A listing that takes longer is begun again. */
const UNFINISHED_MILLISECONDS = 3_600_000;

/**
 * How much earlier than it was given a page may have been listed. Whoever looks
 * for what changed looks back further than this.
 */
export const OLDEST_PAGE_MILLISECONDS =
  LONGEST_MILLISECONDS + UNFINISHED_MILLISECONDS;

/**
 * The incident channels of a workspace. Slack lists all channels or none and
 * says of no list what changed in it, so one listing serves all who ask within
 * a time that grows with its length, and the last one is remembered for events,
 * most of which tell the id of a channel alone.
 */
export class ChannelDirectory {
  readonly #client: SlackClient;
  readonly #pattern: IncidentChannelPattern;
  readonly #sharedMilliseconds: ((pageCount: number) => number) | undefined;
  #listing: ChannelListing | undefined;
  #isFresh = false;
  #running: Running | undefined;
  #unfinished: Unfinished | undefined;
  /** Slack asked to wait, and that time is not over. */
  #pause: RateLimitError | undefined;

  static create(options: {
    client: SlackClient;
    pattern: IncidentChannelPattern;
    /** How long a listing of so many pages serves. */
    sharedMilliseconds?: (pageCount: number) => number;
  }): ChannelDirectory {
    return new ChannelDirectory(options);
  }

  private constructor(options: {
    client: SlackClient;
    pattern: IncidentChannelPattern;
    sharedMilliseconds?: (pageCount: number) => number;
  }) {
    this.#client = options.client;
    this.#pattern = options.pattern;
    this.#sharedMilliseconds = options.sharedMilliseconds;
  }

  /** All incident channels, archived or not. */
  async list(options: { signal: AbortSignal }): Promise<ChannelListing> {
    const { signal } = options;
    signal.throwIfAborted();
    if (this.#listing && this.#isFresh) return this.#listing;
    if (this.#pause) throw this.#pause;
    this.#running ??= this.#start();
    return this.#wait(this.#running, signal);
  }

  /** What is remembered of an incident channel. */
  recall(id: string): Channel | undefined {
    return this.#listing?.channelOf(id);
  }

  #start(): Running {
    const aborter = new AbortController();
    const running: Running = {
      aborter,
      waitingCount: 0,
      promise: this.#listAll(aborter.signal).finally(() => {
        if (this.#running === running) this.#running = undefined;
      }),
    };
    // Whoever waits hears of a failure; nobody may be left who does.
    running.promise.catch(() => undefined);
    return running;
  }

  /** One who stops waiting stops the others only if there are none. */
  async #wait(running: Running, signal: AbortSignal): Promise<ChannelListing> {
    running.waitingCount += 1;
    let leave = () => {};
    const stopped = new Promise<never>((_, reject) => {
      leave = () => {
        running.waitingCount -= 1;
        if (running.waitingCount === 0) {
          if (this.#running === running) this.#running = undefined;
          running.aborter.abort(signal.reason);
        }
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
    });
    try {
      return await Promise.race([running.promise, stopped]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  async #listAll(signal: AbortSignal): Promise<ChannelListing> {
    const unfinished = (this.#unfinished ??= this.#begin());
    try {
      do {
        const page = await this.#client.listChannels({
          cursor: unfinished.cursor,
          signal,
        });
        if (page.outcome === 'cursorExpired') {
          this.#forget(unfinished);
          throw new SourceFailureError(
            'Slack no longer knows where its list of channels was to go on, so it is listed from its beginning the next time.',
          );
        }
        unfinished.listing.addPage(page.channels);
        unfinished.cursor = page.nextCursor;
      } while (unfinished.cursor !== undefined);
    } catch (error) {
      if (isRateLimitError(error)) this.#pauseAfter(error);
      throw error;
    }
    this.#forget(unfinished);
    this.#serve(unfinished.listing);
    return unfinished.listing;
  }

  // What Slack gave before it asked to wait is not asked for again.
  #begin(): Unfinished {
    const unfinished: Unfinished = {
      listing: ChannelListing.create(this.#pattern),
      expiry: setTimeout(
        () => this.#forget(unfinished),
        UNFINISHED_MILLISECONDS,
      ).unref(),
    };
    return unfinished;
  }

  #forget(unfinished: Unfinished): void {
    clearTimeout(unfinished.expiry);
    if (this.#unfinished === unfinished) this.#unfinished = undefined;
  }

  #serve(listing: ChannelListing): void {
    const { pageCount } = listing;
    const milliseconds = this.#sharedMilliseconds
      ? this.#sharedMilliseconds(pageCount)
      : Math.min(
          LONGEST_MILLISECONDS,
          Math.max(SHORTEST_MILLISECONDS, pageCount * MILLISECONDS_PER_PAGE),
        );
    this.#listing = listing;
    this.#isFresh = milliseconds > 0;
    setTimeout(() => {
      if (this.#listing === listing) this.#isFresh = false;
    }, milliseconds).unref();
  }

  #pauseAfter(error: RateLimitError): void {
    this.#pause = error;
    setTimeout(() => {
      this.#pause = undefined;
    }, error.retryAfterSeconds * 1_000).unref();
  }
}

interface Running {
  readonly promise: Promise<ChannelListing>;
  readonly aborter: AbortController;
  waitingCount: number;
}

interface Unfinished {
  readonly listing: ChannelListing;
  readonly expiry: NodeJS.Timeout;
  /** Where to go on. */
  cursor?: string;
}
