import { createHash } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { SignalsService } from '@backstage/plugin-signals-node';

const CHANNEL = 'engineering-insights:changed';
const INTERVAL_MS = 1_000;

/** What a signal names an entity by: everyone gets the signal, so it must not tell what there is. */
function hashOf(entityRef: string): string {
  return createHash('sha256')
    .update(entityRef.toLocaleLowerCase('en-US'))
    .digest('hex')
    .slice(0, 16);
}

/** Tells open tabs which entities have new values, once a second at most. They ask again with their own permissions. */
export class LiveUpdates {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #lastSentAt = 0;

  static create(options: {
    signals: SignalsService;
    logger: LoggerService;
  }): LiveUpdates {
    return new LiveUpdates(options.signals, options.logger);
  }

  private constructor(signals: SignalsService, logger: LoggerService) {
    this.#signals = signals;
    this.#logger = logger;
  }

  changed(entityRefs: readonly string[]): void {
    for (const entityRef of entityRefs) {
      this.#waiting.add(hashOf(entityRef));
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
    const entityHashes = [...this.#waiting].sort();
    this.#waiting.clear();
    this.#timer = undefined;
    this.#lastSentAt = Date.now();
    try {
      await this.#signals.publish({
        recipients: { type: 'broadcast' },
        channel: CHANNEL,
        message: { entityHashes },
      });
    } catch (error) {
      // Tabs poll as well, so a lost signal only delays them.
      this.#logger.warn(
        `Open tabs could not be told of new values: ${stringifyError(error)}`,
      );
    }
  }
}
