import { CustomErrorBase } from '@backstage/errors';
import type { z } from 'zod/v4';

/** Input that is not as the API document says, with each field named. */
export class InvalidRequestError extends CustomErrorBase {
  name = 'InvalidRequestError' as const;

  constructor(readonly fields: readonly { field: string; message: string }[]) {
    super(
      fields.map(({ field, message }) => `${field}: ${message}`).join('; '),
    );
  }

  static fromIssues(
    place: string,
    issues: readonly z.core.$ZodIssue[],
  ): InvalidRequestError {
    return new InvalidRequestError(
      issues.map(issue => ({
        field: [place, ...issue.path.map(String)].filter(Boolean).join('.'),
        message: issue.message,
      })),
    );
  }
}
