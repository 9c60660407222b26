import type { JsonObject, JsonValue } from '@backstage/types';

/** The accounts that GitLab makes by itself, and those whose names say that they are bots. GitLab's lists say of no account whether it is one; AIs of others are known to the portal. */
const KNOWN: readonly {
  pattern: RegExp;
  actor: 'bot' | 'agent';
  evidence: string;
}[] = [
  {
    pattern: /^(gitlabduo|duo[-_].+|duo)$/i,
    actor: 'agent',
    evidence: 'username of GitLab Duo',
  },
  {
    pattern: /^(project|group)_\d+_bot(_[0-9a-f]+|\d*)?$/i,
    actor: 'bot',
    evidence: 'username of an access token',
  },
  {
    pattern: /^service_account_/i,
    actor: 'bot',
    evidence: 'username of a service account',
  },
  {
    pattern: /(\[bot\]|[-_]bot)$/i,
    actor: 'bot',
    evidence: 'username ends with bot',
  },
];

/**
 * What is kept of an account. What kind of being it is has to be said here, as
 * the privacy mode may replace the name before a record is understood.
 */
export function accountOf(value: unknown): JsonObject | null {
  const username =
    typeof value === 'object' && value !== null && 'username' in value
      ? (value.username as JsonValue)
      : undefined;
  if (typeof username !== 'string') return null;
  return { username, ...(toldOf(value as JsonObject) ?? actorOf(username)) };
}

/** The same as an account that was kept says it already. */
function toldOf({ actor, actorEvidence }: JsonObject): JsonObject | undefined {
  return actor && actorEvidence ? { actor, actorEvidence } : undefined;
}

/** A body in which each account says what kind of being it is, before its name is replaced. */
export function withActors<T extends JsonValue>(body: T): T {
  return mapAccounts(body) as T;
}

function mapAccounts(value: JsonValue | undefined): JsonValue {
  if (Array.isArray(value)) return value.map(mapAccounts);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const mapped = Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, mapAccounts(member)]),
  );
  return typeof value.username === 'string'
    ? { ...mapped, ...actorOf(value.username) }
    : mapped;
}

/** The same of an author of a commit, of whom Git knows a name alone. */
export function actorOf(name: string): JsonObject {
  const known = KNOWN.find(({ pattern }) => pattern.test(name));
  return known ? { actor: known.actor, actorEvidence: known.evidence } : {};
}
