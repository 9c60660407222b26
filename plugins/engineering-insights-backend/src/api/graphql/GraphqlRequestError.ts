import { CustomErrorBase } from '@backstage/errors';

/** Why a request is refused before anything is asked. */
export type RefusalCode =
  | 'BAD_REQUEST'
  | 'TOO_LARGE'
  | 'TOO_DEEP'
  | 'TOO_MANY_ALIASES'
  | 'TOO_COSTLY'
  | 'METHOD_NOT_ALLOWED'
  | 'UNSUPPORTED_MEDIA_TYPE';

/** A request that is not answered; the message says what to change. */
export class GraphqlRequestError extends CustomErrorBase {
  name = 'GraphqlRequestError' as const;

  constructor(readonly code: RefusalCode, message: string) {
    super(message);
  }
}
