import { CustomErrorBase } from '@backstage/errors';

/** What was to take a limited time was not ready by then. */
export class TookTooLongError extends CustomErrorBase {
  name = 'TookTooLongError' as const;

  constructor(limitMs: number) {
    super(`It took longer than ${limitMs} ms.`);
  }
}
