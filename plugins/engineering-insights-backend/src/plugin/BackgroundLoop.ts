import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Trigger } from '../ingestion/Trigger';

const IDLE_MS = 1_000;

/** Repeats a pass while it finds work, and else waits for a second or a call. */
export class BackgroundLoop {
  readonly #stopped = new AbortController();
  readonly #trigger = new Trigger();
  #running: Promise<void> | undefined;

  static create(options: {
    /** "Calculating", for the log. */
    title: string;
    pass: (signal: AbortSignal) => Promise<{ hasMore: boolean }>;
    logger: LoggerService;
  }): BackgroundLoop {
    return new BackgroundLoop(options);
  }

  private constructor(
    private readonly options: {
      title: string;
      pass: (signal: AbortSignal) => Promise<{ hasMore: boolean }>;
      logger: LoggerService;
    },
  ) {}

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends after the pass that is under way. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  /** Says that there is work. */
  notify(): void {
    this.#trigger.fire();
  }

  async #run(): Promise<void> {
    const { title, pass, logger } = this.options;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      let hasMore = false;
      try {
        ({ hasMore } = await pass(signal));
      } catch (error) {
        if (!signal.aborted) {
          logger.error(
            `${title} was interrupted and goes on in a second. ${stringifyError(
              error,
            )}`,
          );
        }
      }
      if (!hasMore) {
        await this.#trigger.wait({ milliseconds: IDLE_MS, signal });
      }
    }
  }
}
