/** Lets a loop wait until something happened or time went by. What happens while nobody waits is not forgotten. */
export class Trigger {
  #isFired = false;
  #wake: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  fire(): void {
    this.#isFired = true;
    this.#wake?.();
  }

  async wait(options: {
    readonly milliseconds: number;
    readonly signal: AbortSignal;
  }): Promise<void> {
    const { milliseconds, signal } = options;
    if (!this.#isFired && !signal.aborted) {
      await new Promise<void>(resolve => {
        const wake = () => {
          clearTimeout(this.#timer);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        this.#timer = setTimeout(wake, milliseconds);
        signal.addEventListener('abort', wake);
        this.#wake = wake;
      });
    }
    this.#wake = undefined;
    this.#isFired = false;
  }
}
