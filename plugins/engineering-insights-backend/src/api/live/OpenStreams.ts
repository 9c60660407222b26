import { ServiceUnavailableError } from '@backstage/errors';
import { TooManyRequestsError } from '../../service/TooManyRequestsError';

/** Of this process. */
const MOST_OF_ALL = 1_000;

/** The streams that are open in this process, as many for each caller as he may have. */
export class OpenStreams {
  readonly #mostPerCaller: number;
  readonly #open = new Map<AbortController, string>();
  #isClosed = false;

  static create(options: { mostPerCaller: number }): OpenStreams {
    return new OpenStreams(options.mostPerCaller);
  }

  private constructor(mostPerCaller: number) {
    this.#mostPerCaller = mostPerCaller;
  }

  /** @returns what ends the stream; whoever opens one closes it. */
  open(caller: string): AbortController {
    if (this.#isClosed || this.#open.size >= MOST_OF_ALL) {
      throw new ServiceUnavailableError(
        'This server opens no more streams at the moment. Try again in a minute.',
      );
    }
    const own = [...this.#open.values()].filter(each => each === caller);
    if (own.length >= this.#mostPerCaller) {
      throw new TooManyRequestsError(
        `You have ${own.length} streams open, and may have no more. Close one, or follow several entities with one stream.`,
      );
    }
    const stream = new AbortController();
    this.#open.set(stream, caller);
    return stream;
  }

  close(stream: AbortController): void {
    this.#open.delete(stream);
    stream.abort();
  }

  /** Ends all, and opens no more. */
  closeAll(): void {
    this.#isClosed = true;
    for (const stream of [...this.#open.keys()]) this.close(stream);
  }
}
