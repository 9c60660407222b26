import { z } from 'zod/v4';
import { instantOf } from '../instantOf';

/** A time as REST or a webhook writes it, in ISO 8601. */
export const instant = z.string().transform((text, context) => {
  const iso = instantOf(text);
  if (iso) return iso;
  context.addIssue({ code: 'custom', message: 'must be a time with a zone' });
  return z.NEVER;
});
