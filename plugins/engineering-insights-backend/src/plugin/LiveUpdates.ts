import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { CHANGED_CHANNEL, type LiveKeyOf } from '../live/createLiveKeys';

const INTERVAL_MS = 1_000;

/** Tells open tabs which entities have new values, once a second at most. They ask again with their own permissions. */
export class LiveUpdates {
  readonly #signals: SignalsService;
  readonly #keyOf: LiveKeyOf;
  readonly #logger: LoggerService;
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #lastSentAt = 0;

  static create(options: {
    signals: SignalsService;
    keyOf: LiveKeyOf;
    logger: LoggerService;
  }): LiveUpdates {
    return new LiveUpdates(options);
  }

  private constructor(options: {
    signals: SignalsService;
    keyOf: LiveKeyOf;
    logger: LoggerService;
  }) {
    this.#signals = options.signals;
    this.#keyOf = options.keyOf;
    this.#logger = options.logger;
  }

  changed(entityRefs: readonly string[]): void {
    for (const entityRef of entityRefs) {
      this.#waiting.add(this.#keyOf(entityRef));
    }
    if (this.#waiting.size > 0 && !this.#timer) {
      const wait = Math.max(0, this.#lastSentAt + INTERVAL_MS - Date.now());
      this.#timer = setTimeout(() => this.#send(), wait);
      this.#timer.unref();
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #send(): Promise<void> {
    const entityKeys = [...this.#waiting].sort();
    this.#waiting.clear();
    this.#timer = undefined;
    this.#lastSentAt = Date.now();
    try {
      await this.#signals.publish({
        recipients: { type: 'broadcast' },
        channel: CHANGED_CHANNEL,
        message: { entityKeys },
      });
    } catch (error) {
      // Tabs poll as well, so a lost signal only delays them.
      this.#logger.warn(
        `Open tabs could not be told of new values: ${stringifyError(error)}`,
      );
    }
  }
}
