import { CustomErrorBase } from '@backstage/errors';

/** One caller asked for more than his share. */
export class TooManyRequestsError extends CustomErrorBase {
  name = 'TooManyRequestsError' as const;
}
