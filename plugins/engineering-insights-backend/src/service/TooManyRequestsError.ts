import { CustomErrorBase } from '@backstage/errors';

/** One caller asked for more than his share. */
export class TooManyRequestsError extends CustomErrorBase {
  name = 'TooManyRequestsError' as const;

  /** By this the portal's own handler of errors goes, which answers for actions. */
  readonly statusCode = 429;
}
