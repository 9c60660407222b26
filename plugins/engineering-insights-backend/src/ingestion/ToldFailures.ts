const DAY_MS = 86_400_000;

/** Remembers which failures the log told of, so that one cause is one line until it ends, and one a day while it lasts. */
export class ToldFailures {
  readonly #told = new Map<string, { cause: string; at: number }>();

  static create(): ToldFailures {
    return new ToldFailures();
  }

  private constructor() {}

  /** Says whether this is news, and takes it for told from now on. */
  tell(options: {
    /** What fails: a stream, a scope, a credential, an origin. */
    readonly subject: string;
    readonly cause: string;
    /** In milliseconds. */
    readonly now: number;
  }): boolean {
    const { subject, cause, now } = options;
    const told = this.#told.get(subject);
    if (told?.cause === cause && now - told.at < DAY_MS) return false;
    this.#told.set(subject, { cause, at: now });
    return true;
  }

  /** What was read again is news when it fails next. */
  forget(subjects: readonly string[]): void {
    for (const subject of subjects) this.#told.delete(subject);
  }
}
