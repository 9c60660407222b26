import type { Identity } from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';

const actorFields = {
  actor: z.enum(['bot']).optional(),
  actorEvidence: z.string().optional(),
};

/** An account as a stream keeps it; null where it is a group or not told. */
export const accountSchema = z
  .object({
    id: z.string().optional(),
    uniqueName: z.string().optional(),
    ...actorFields,
  })
  .nullish();

export type Account = z.infer<typeof accountSchema>;

/** Who acted, as Azure DevOps knows them. */
export function identityOf(account: Account): Identity | undefined {
  if (!account?.uniqueName) return undefined;
  return {
    source: 'azure-devops',
    login: account.uniqueName,
    actor: account.actor ?? 'unknown',
    ...(account.actorEvidence && { actorEvidence: account.actorEvidence }),
  };
}

/** Tells accounts apart, whatever is kept of their names. */
export function accountKeyOf(account: Account): string | undefined {
  return account?.id ?? account?.uniqueName;
}

const gitAuthorSchema = z
  .object({ name: z.string().nullish(), email: z.string().nullish() })
  .nullish();

/** Who wrote a commit: Git knows a name and an address, no account. */
export function gitIdentityOf(
  author: z.infer<typeof gitAuthorSchema>,
): Identity | undefined {
  if (!author?.name && !author?.email) return undefined;
  return {
    source: 'azure-devops',
    ...(author.name && { name: author.name }),
    ...(author.email && { email: author.email }),
    actor: 'unknown',
  };
}
