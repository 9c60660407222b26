import {
  isNotFoundError,
  type Connector,
  type ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import type { JiraClient } from './client';
import { instantOf } from './instantOf';
import { parseScope } from './jiraScope';
import { jqlOf, quoted, updatedBound } from './jql';
import { searchIssues } from './searchIssues';
import { scopeIdsOfIssue } from './scopeIdsOfIssue';

const PROJECTS_PER_SEARCH = 100;
const PAGE_SIZE = 1_000;
/** As far as the stream itself looks back. */
const LOOKBACK = { minutes: 10 };

type ChangedScopes = Awaited<
  ReturnType<NonNullable<Connector['changedScopes']>>
>;

/**
 * Which scopes have changed issues, a hundred projects to a search. Sprints
 * have no instant to ask by, and boards a filter each: those are always read.
 */
export async function changedScopes(
  client: JiraClient,
  options: { scopes: readonly ScopeRef[]; since: string; signal: AbortSignal },
): Promise<ChangedScopes> {
  const { scopes, since, signal } = options;
  const projects = new Set(
    scopes.flatMap(scope => {
      const parsed = parseScope(scope);
      return parsed.kind === 'board' ? [] : [parsed.project];
    }),
  );
  const changed = new Set<string>();
  const refused = new Set<string>();
  for (const batch of batchesOf([...projects], PROJECTS_PER_SEARCH)) {
    const found = await readChanged(client, { projects: batch, since, signal });
    for (const id of found.changed) changed.add(id);
    for (const project of found.refused) refused.add(project);
  }
  return scopes.map(scope => {
    const parsed = parseScope(scope);
    const isRead =
      parsed.kind === 'board' ||
      changed.has(scope.externalId) ||
      // Reading it says what is wrong with it.
      refused.has(parsed.project);
    return { scope, streams: isRead ? ['issues', 'sprints'] : ['sprints'] };
  });
}

interface Changes {
  /** Ids of scopes. */
  readonly changed: readonly string[];
  /** Projects that Jira does not know. */
  readonly refused: readonly string[];
}

async function readChanged(
  client: JiraClient,
  options: { projects: readonly string[]; since: string; signal: AbortSignal },
): Promise<Changes> {
  const { projects } = options;
  try {
    return { changed: await searchChanged(client, options), refused: [] };
  } catch (error) {
    if (!isNotFoundError(error)) throw error;
    if (projects.length === 1) return { changed: [], refused: projects };
    // One project that is gone must not hide the others.
    const middle = Math.ceil(projects.length / 2);
    const [first, second] = [
      await readChanged(client, {
        ...options,
        projects: projects.slice(0, middle),
      }),
      await readChanged(client, {
        ...options,
        projects: projects.slice(middle),
      }),
    ];
    return {
      changed: [...first.changed, ...second.changed],
      refused: [...first.refused, ...second.refused],
    };
  }
}

async function searchChanged(
  client: JiraClient,
  options: { projects: readonly string[]; since: string; signal: AbortSignal },
): Promise<string[]> {
  const { projects, since, signal } = options;
  const jql = jqlOf({
    conditions: [
      `project in (${projects.map(quoted).join(', ')})`,
      updatedBound('>=', instantOf(since).minus(LOOKBACK)),
    ],
    orderBy: 'updated desc',
  });
  const ids = new Set<string>();
  let page: string | undefined;
  do {
    const found = await searchIssues(client, {
      jql,
      fields: ['project', 'components'],
      pageSize: PAGE_SIZE,
      page,
      signal,
    });
    for (const issue of found.issues)
      for (const id of scopeIdsOfIssue(issue)) ids.add(id);
    page = found.next;
  } while (page);
  return [...ids];
}

function batchesOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
