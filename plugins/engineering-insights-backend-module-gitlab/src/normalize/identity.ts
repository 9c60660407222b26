import type { Identity } from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';

const actorFields = {
  actor: z.enum(['bot', 'agent']).optional(),
  actorEvidence: z.string().optional(),
};

/** An account as a stream keeps it; null where it was deleted or is not told. */
export const accountSchema = z
  .object({ username: z.string().optional(), ...actorFields })
  .nullish();

/** Who acted, as GitLab knows them. */
export function identityOf(
  account: z.infer<typeof accountSchema>,
): Identity | undefined {
  if (!account?.username) return undefined;
  return {
    source: 'gitlab',
    login: account.username,
    actor: account.actor ?? 'unknown',
    ...(account.actorEvidence && { actorEvidence: account.actorEvidence }),
  };
}

export const gitAuthorSchema = z.object({
  author_name: z.string().nullish(),
  author_email: z.string().nullish(),
  ...actorFields,
});

/** Who wrote a commit: GitLab names no account, Git a name and an address. */
export function gitIdentityOf(
  author: z.infer<typeof gitAuthorSchema>,
): Identity | undefined {
  const { author_name: name, author_email: email } = author;
  if (!name && !email) return undefined;
  return {
    source: 'gitlab',
    ...(name && { name }),
    ...(email && { email }),
    actor: author.actor ?? 'unknown',
    ...(author.actorEvidence && { actorEvidence: author.actorEvidence }),
  };
}
