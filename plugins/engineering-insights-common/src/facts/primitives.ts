import { z } from 'zod/v4';

const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(10_000, 0, 1);

/** An instant, ISO 8601 with a zone: `2026-01-31T12:00:00Z`. */
export const instant = z.iso
  .datetime({ offset: true, message: 'must be an ISO 8601 instant with a zone' })
  // What is no instant at all (NaN) was said above.
  .refine(text => !(Date.parse(text) < EARLIEST || Date.parse(text) >= LATEST), {
    message: 'must lie between the years 1900 and 9999',
  });

/**
 * Makes a field that may be absent (says nothing) or null (clears what was
 * known before).
 */
export function clearable<T extends z.ZodType>(schema: T) {
  return schema.nullish();
}

const text = z.string().max(10_000);

/** A word of a source, or a name or title given there. */
export const sourceText = text;

/** The source's own id of a thing. */
export const externalId = z.string().min(1).max(500);

/** A revision as a source names it: a SHA, an abbreviated SHA, a tag. */
export const revision = z.string().min(1).max(255);

export const actorSchema = z.enum(['human', 'bot', 'agent', 'unknown']);
/** What kind of being acted. `agent` is an AI that writes or reviews code. */
export type Actor = z.infer<typeof actorSchema>;

export const identitySchema = z.object({
  source: z.string().min(1).max(100),
  login: clearable(text),
  email: clearable(text),
  name: clearable(text),
  actor: clearable(actorSchema),
  /** Why `actor` is what it is: "GitHub type Bot", "login ends with [bot]". */
  actorEvidence: clearable(text),
});
/** A person or machine as one source knows it. Only what the privacy mode allows is stored. */
export type Identity = z.infer<typeof identitySchema>;

export const outcomeSchema = z.enum(['success', 'failure', 'cancelled', 'unknown']);
/** How an attempt ended. */
export type Outcome = z.infer<typeof outcomeSchema>;

export const severitySchema = z.enum(['critical', 'high', 'medium', 'low', 'unknown']);
/** As `severitySchema`, written out for the OpenAPI document. */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'unknown';

export const findingCategorySchema = z.enum([
  'vulnerability',
  'dependency',
  'secret',
  'configuration',
  'hotspot',
  'licence',
  'bug',
  'maintainability',
  'unknown',
]);
/** What a finding is about. */
export type FindingCategory = z.infer<typeof findingCategorySchema>;

/** The categories of findings that are about security. */
export const SECURITY_CATEGORIES = [
  'vulnerability',
  'dependency',
  'secret',
  'configuration',
  'hotspot',
] as const satisfies readonly FindingCategory[];

/** An address that a page may link to; a link of another protocol may run code. */
export const webUrl = z
  .url({ protocol: /^https?$/, message: 'must be an http or https URL' })
  .max(2_000);

/** The fields that every fact has. */
export const factBase = {
  externalId,
  /** The source's own time of the last change; the time received where absent. */
  sourceUpdatedAt: clearable(instant),
  url: clearable(webUrl),
};
