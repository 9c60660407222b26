import { AsyncLocalStorage } from 'node:async_hooks';

/** A question of a caller while it is answered. */
export interface Question {
  /** It is aborted when nobody waits for the answer any more, with the error that says why. */
  readonly signal: AbortSignal;
  /** How long it may take. */
  readonly limitMs: number;
}

const storage = new AsyncLocalStorage<Question>();

/** Answers a question: what the pool of questions does in it ends when the question does. */
export function asQuestion<T>(
  question: Question,
  answer: () => Promise<T>,
): Promise<T> {
  return storage.run(question, answer);
}

/** The question that is being answered, if any. */
export function currentQuestion(): Question | undefined {
  return storage.getStore();
}
