import { ServiceUnavailableError } from '@backstage/errors';
import { TooManyRequestsError } from '../service/TooManyRequestsError';

const MINUTE_MS = 60_000;

export interface PreviewLimits {
  /** On this replica, as each takes a connection and derives a component. */
  readonly atOnce: number;
  /** Of one caller. */
  readonly perMinute: number;
}

const LIMITS: PreviewLimits = { atOnce: 2, perMinute: 20 };

/** Bounds what previews cost: few at once, one at a time and some per minute for each caller. */
export class PreviewGate {
  readonly #limits: PreviewLimits;
  readonly #now: () => number;
  readonly #running = new Set<string>();
  readonly #begun = new Map<string, number[]>();

  static create(options: {
    /** Milliseconds since 1970. */
    now: () => number;
    limits?: PreviewLimits;
  }): PreviewGate {
    return new PreviewGate(options.now, options.limits ?? LIMITS);
  }

  private constructor(now: () => number, limits: PreviewLimits) {
    this.#now = now;
    this.#limits = limits;
  }

  /** @throws TooManyRequestsError, ServiceUnavailableError with what to do. */
  async run<T>(caller: string, preview: () => Promise<T>): Promise<T> {
    this.#enter(caller);
    try {
      return await preview();
    } finally {
      this.#running.delete(caller);
    }
  }

  #enter(caller: string): void {
    const { atOnce, perMinute } = this.#limits;
    if (this.#running.has(caller)) {
      throw new TooManyRequestsError(
        'A preview of yours is still running. Try again when it has ended.',
      );
    }
    this.#forgetOld();
    const begun = this.#begun.get(caller) ?? [];
    if (begun.length >= perMinute) {
      throw new TooManyRequestsError(
        `You may try ${perMinute} rules a minute. Try again in a minute.`,
      );
    }
    if (this.#running.size >= atOnce) {
      throw new ServiceUnavailableError(
        'Others are trying rules at the moment. Try again in a few seconds.',
      );
    }
    this.#running.add(caller);
    this.#begun.set(caller, [...begun, this.#now()]);
  }

  #forgetOld(): void {
    const since = this.#now() - MINUTE_MS;
    for (const [caller, times] of this.#begun) {
      const recent = times.filter(time => time > since);
      if (recent.length === 0) this.#begun.delete(caller);
      else this.#begun.set(caller, recent);
    }
  }
}
