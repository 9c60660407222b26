import { createHash } from 'node:crypto';
import type {
  Connector,
  ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { SonarqubeClient } from './client';
import { instantOf } from './instants';
import { listIssues } from './listIssues';
import { listPage, LONGEST_LIST, PAGE_SIZE } from './listPage';
import { HOTSPOTS } from './streams/hotspots';
import { ISSUES } from './streams/issues';
import { MEASURES } from './streams/measures';

type ChangedScopes = NonNullable<Connector['changedScopes']>;

/** An analysis has the time at which it began, and is listed when the server has worked it off. */
const LONGEST_ANALYSIS = { hours: 6 };
/** Its issues are found a little after it is listed, and clocks differ. */
const OVERLAP = { minutes: 10 };
const DAY_SECONDS = 86_400;

/**
 * Says which projects were analysed, and of which an issue was changed, in two
 * questions about all projects. The review of a hotspot is in neither, so the
 * hotspots of each project count as changed once a day, at a time of its own.
 */
export function createChangedScopes(client: SonarqubeClient): ChangedScopes {
  /** The last analysis of each project that was told, and to whom it is told again: who was read last before then. */
  const told = new Map<string, { analysedAt: string; before: DateTime }>();
  return async ({ scopes, since, signal }) => {
    const now = DateTime.utc();
    // It was not listed yet when the question before was asked, and a stream may have been read since.
    const tellAgain = DateTime.max(instantOf(since).plus(OVERLAP), now);
    const analysed = await listAnalysed(client, { since, signal });
    const changed = await listChanged(client, { scopes, since, signal });
    return scopes.map(scope => {
      const key = scope.externalId;
      const analysedAt = analysed.get(key);
      const last = told.get(key);
      const isNew = analysedAt && analysedAt !== last?.analysedAt;
      if (isNew) told.set(key, { analysedAt, before: tellAgain });
      const isFresh = analysedAt && last && instantOf(since) < last.before;
      if (isNew || isFresh)
        return { scope, streams: [ISSUES, HOTSPOTS, MEASURES] };
      const hasChangedIssue = changed === 'tooMany' || changed.has(key);
      return {
        scope,
        streams: [
          ...(hasChangedIssue ? [ISSUES] : []),
          ...(isItsTurn(scope, { since, until: now.toISO() })
            ? [HOTSPOTS]
            : []),
        ],
      };
    });
  };
}

/** When the projects were analysed last that were not long ago. */
async function listAnalysed(
  client: SonarqubeClient,
  options: { since: string; signal: AbortSignal },
): Promise<ReadonlyMap<string, string>> {
  const since = instantOf(options.since).minus(LONGEST_ANALYSIS);
  const analysed = new Map<string, string>();
  for (let page = 1; page * PAGE_SIZE <= LONGEST_LIST; page += 1) {
    const { items, hasMore } = await listPage(
      client,
      '/api/components/search_projects',
      {
        name: 'components',
        parameters: { f: 'analysisDate', s: 'analysisDate', asc: false },
        page,
        signal: options.signal,
      },
    );
    for (const { key, analysisDate } of items) {
      if (typeof analysisDate !== 'string') continue;
      if (isBefore(analysisDate, since)) return analysed;
      analysed.set(String(key), analysisDate);
    }
    if (!hasMore) break;
  }
  return analysed;
}

/** The projects of which an issue changed; `tooMany` where asking for all is dearer than reading them. */
async function listChanged(
  client: SonarqubeClient,
  options: { scopes: readonly ScopeRef[]; since: string; signal: AbortSignal },
): Promise<ReadonlySet<string> | 'tooMany'> {
  const since = instantOf(options.since).minus(OVERLAP);
  const mostPages = Math.min(options.scopes.length, LONGEST_LIST / PAGE_SIZE);
  const changed = new Set<string>();
  for (let page = 1; page <= mostPages; page += 1) {
    const { items, hasMore } = await listIssues(client, {
      parameters: { s: 'UPDATE_DATE', asc: false },
      page,
      signal: options.signal,
    });
    for (const { project, updateDate } of items) {
      if (isBefore(String(updateDate), since)) return changed;
      changed.add(String(project));
    }
    if (!hasMore) return changed;
  }
  return 'tooMany';
}

/** Whether the project's own second of the day lies in [since, until). */
function isItsTurn(
  scope: ScopeRef,
  { since, until }: { since: string; until: string },
): boolean {
  const digest = createHash('sha256').update(scope.externalId).digest();
  const own = digest.readUInt32BE() % DAY_SECONDS;
  const turnsBefore = (instant: string) =>
    Math.ceil((Date.parse(instant) / 1000 - own) / DAY_SECONDS);
  return turnsBefore(until) > turnsBefore(since);
}

function isBefore(text: string, limit: DateTime): boolean {
  return instantOf(text) < limit;
}
