import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { z } from 'zod/v4';

/** An entity ref as it is stored: whole and in lower case. */
export function readEntityRef(text: string, context: z.RefinementCtx): string {
  try {
    return stringifyEntityRef(parseEntityRef(text));
  } catch {
    context.addIssue({
      code: 'custom',
      message: 'must be kind:namespace/name',
    });
    return '';
  }
}
