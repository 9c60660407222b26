import { CustomErrorBase } from '@backstage/errors';

/** A body came in a form that nobody reads. */
export class UnsupportedMediaTypeError extends CustomErrorBase {
  name = 'UnsupportedMediaTypeError' as const;
}
