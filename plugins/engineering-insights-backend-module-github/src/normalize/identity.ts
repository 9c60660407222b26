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

/**
 * AIs that write or review code, by the login of their GitHub App. GitHub types
 * them as bots, or as users, and says nowhere that they are AIs.
 */
const AGENT_LOGINS: ReadonlySet<string> = new Set([
  'amazon-q-developer',
  'chatgpt-codex-connector',
  'claude',
  'coderabbitai',
  'copilot',
  'copilot-pull-request-reviewer',
  'copilot-swe-agent',
  'cursor',
  'devin-ai-integration',
  'ellipsis-dev',
  'gemini-code-assist',
  'google-labs-jules',
  'greptile-apps',
  'openhands-agent',
  'qodo-merge-pro',
  'sourcery-ai',
  'sweep-ai',
]);

/** Who acted, as GitHub knows them. GraphQL writes a bot's login without the suffix that REST gives it. */
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
  const bare = login?.endsWith(BOT_SUFFIX)
    ? login.slice(0, -BOT_SUFFIX.length)
    : login;
  if (bare && AGENT_LOGINS.has(bare.toLowerCase())) {
    return { actor: 'agent', evidence: `${bare} is known as an AI` };
  }
  if (type === 'Bot') return { actor: 'bot', evidence: 'GitHub type Bot' };
  if (login?.endsWith(BOT_SUFFIX)) {
    return { actor: 'bot', evidence: 'login ends with [bot]' };
  }
  if (type === 'User' || type === 'Mannequin') {
    return { actor: 'human', evidence: `GitHub type ${type}` };
  }
  return { actor: 'unknown' };
}
