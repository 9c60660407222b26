import type {
  Connector,
  ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import type { PagerdutyClient } from './client';
import { createAsker } from './createAsker';
import { isObject } from './incident';
import { instantOf, isoOf } from './instants';
import { listLogEntries, MOST_LOG_PAGES } from './listLogEntries';
import { INCIDENTS } from './streams/incidents';

/** A log entry is listed a little after it happened, and clocks differ. */
const OVERLAP = { minutes: 10 };
/** More pages than this cost more than reading every service. */
const PAGES_PER_SCOPE = 2;

type ChangedScopes = Awaited<
  ReturnType<NonNullable<Connector['changedScopes']>>
>;

/**
 * The services with an entry in the log of the account. Whatever happens to an
 * incident, old or new, is one.
 */
export async function changedScopes(
  client: PagerdutyClient,
  options: { scopes: readonly ScopeRef[]; since: string; signal: AbortSignal },
): Promise<ChangedScopes> {
  const { scopes, signal } = options;
  const asker = createAsker(client, { permission: 'incidents.read', signal });
  const since = isoOf(instantOf(options.since).minus(OVERLAP));
  const unseen = new Map(scopes.map(scope => [scope.externalId, scope]));
  const changed: ScopeRef[] = [];
  const mostPages = Math.min(scopes.length * PAGES_PER_SCOPE, MOST_LOG_PAGES);
  let pageCount = 0;
  for await (const entries of listLogEntries(asker, {
    path: '/log_entries',
    since,
  })) {
    pageCount += 1;
    for (const { service } of entries) {
      // An entry that names no service may be of any.
      if (!isObject(service)) return answerOf(scopes);
      const scope = unseen.get(String(service.id));
      if (scope) changed.push(scope);
      unseen.delete(String(service.id));
    }
    if (unseen.size === 0) break;
    if (pageCount >= mostPages) return answerOf(scopes);
  }
  return answerOf(changed);
}

function answerOf(scopes: readonly ScopeRef[]): ChangedScopes {
  return scopes.map(scope => ({ scope, streams: [INCIDENTS] }));
}
