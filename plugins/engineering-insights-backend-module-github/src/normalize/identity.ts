import type { Identity } from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';
import { BOT_SUFFIX, withBotSuffix } from '../withBotSuffix';

/** An account in GraphQL's words; null where it was deleted. */
export const graphqlActorSchema = z
  .object({ __typename: z.string().optional(), login: z.string().nullish() })
  .nullish();

/** An account in REST's words, also in webhooks; null where it was deleted. */
export const restUserSchema = z
  .object({ login: z.string().nullish(), type: z.string().optional() })
  .nullish();

/** Who acted, as GitHub knows them; AIs the portal knows by their names. GraphQL writes a bot's login without the suffix that REST gives it. */
export function identityOf(account: {
  login?: string | null;
  type?: string;
  name?: string | null;
  email?: string | null;
}): Identity | undefined {
  const { login, type, name, email } = account;
  if (!login && !name && !email) return undefined;
  const { actor, evidence } = actorOf({ login: login ?? undefined, type });
  return {
    source: 'github',
    ...(login && { login: type === 'Bot' ? withBotSuffix(login) : login }),
    ...(name && { name }),
    ...(email && { email }),
    actor,
    ...(evidence && { actorEvidence: evidence }),
  };
}

export function graphqlIdentityOf(actor: z.infer<typeof graphqlActorSchema>) {
  return actor
    ? identityOf({ login: actor.login, type: actor.__typename })
    : undefined;
}

export function restIdentityOf(user: z.infer<typeof restUserSchema>) {
  return user ? identityOf(user) : undefined;
}

function actorOf(account: { login?: string; type?: string }): {
  actor: NonNullable<Identity['actor']>;
  evidence?: string;
} {
  const { login, type } = account;
  if (type === 'Bot') return { actor: 'bot', evidence: 'GitHub type Bot' };
  if (login?.endsWith(BOT_SUFFIX)) {
    return { actor: 'bot', evidence: 'login ends with [bot]' };
  }
  if (type === 'User' || type === 'Mannequin') {
    return { actor: 'human', evidence: `GitHub type ${type}` };
  }
  return { actor: 'unknown' };
}
