import type { JsonValue } from '@backstage/types';

export const BOT_SUFFIX = '[bot]';

/** A bot's login as REST writes it; GraphQL leaves the suffix out. */
export function withBotSuffix(login: string): string {
  return login.endsWith(BOT_SUFFIX) ? login : `${login}${BOT_SUFFIX}`;
}

/** The same of every bot in an answer of GraphQL: what is stored of it must still say that it is none of the persons, whose logins are scrubbed. */
export function withBotSuffixes<T extends JsonValue>(value: T): T {
  return mapBots(value) as T;
}

function mapBots(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return value.map(each => mapBots(each) ?? null);
  if (typeof value !== 'object' || value === null) return value;
  const mapped = Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, mapBots(member)]),
  );
  return value.__typename === 'Bot' && typeof value.login === 'string'
    ? { ...mapped, login: withBotSuffix(value.login) }
    : mapped;
}
