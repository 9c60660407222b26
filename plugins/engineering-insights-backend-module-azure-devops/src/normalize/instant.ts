import { z } from 'zod/v4';
import { instantOf } from '../instantOf';

/** A time that has to be there. */
export const instant = z.string().transform((text, context) => {
  const iso = instantOf(text);
  if (iso) return iso;
  context.addIssue({ code: 'custom', message: 'must be a time with a zone' });
  return z.NEVER;
});

/** A time that may be absent, null or the year 1, which all say nothing. */
export const optionalInstant = z
  .string()
  .nullish()
  .transform(text => instantOf(text));
