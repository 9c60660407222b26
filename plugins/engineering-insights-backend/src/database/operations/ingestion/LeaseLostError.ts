import { CustomErrorBase } from '@backstage/errors';

/** Another replica reads the stream now, so what this one still holds of it must not be written. */
export class LeaseLostError extends CustomErrorBase {
  name = 'LeaseLostError' as const;
}
