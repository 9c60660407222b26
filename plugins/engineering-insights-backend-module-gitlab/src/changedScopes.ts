import { createHash } from 'node:crypto';
import { Groups } from '@gitbeaker/rest';
import { isError } from '@backstage/errors';
import type {
  Connector,
  ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { GitlabClient } from './client';
import { scopeIdOf } from './scopesOf';

type ChangedScopes = Awaited<
  ReturnType<NonNullable<Connector['changedScopes']>>
>;

/** GitLab moves the time of a project's last activity at most once an hour. */
const ACTIVITY_LAG = { minutes: 65 };
const PAGE_SIZE = 100;
const DAY_SECONDS = 86_400;

/** Pipelines run and deploy without any activity, so they are always asked for, at one request each. */
const ALWAYS = ['pipelines', 'deployments', 'vulnerabilities'];
const BY_ACTIVITY = ['merge-requests', 'commits', 'releases', 'tags', 'issues'];

/**
 * Which streams of which projects changed, by the projects of a group that were
 * last active, a hundred at a request. GitLab moves that time for no tag that is
 * made on its pages, and may lose a move, so each project counts as active once
 * a day, at a time of its own.
 */
export async function changedScopes(
  client: GitlabClient,
  options: {
    scopes: readonly ScopeRef[];
    since: string;
    /** ISO 8601. */
    until: string;
    signal: AbortSignal;
  },
): Promise<ChangedScopes> {
  const { scopes, signal } = options;
  const since = DateTime.fromISO(options.since, { zone: 'utc' }).minus(
    ACTIVITY_LAG,
  );
  const groups = new Set(scopes.map(groupOf));
  const active = new Map<string, ReadonlySet<string> | undefined>();
  for (const group of groups) {
    active.set(group, await activeProjects({ client, group, since, signal }));
  }
  return scopes.map(scope => {
    const ofGroup = active.get(groupOf(scope));
    const isActive =
      !ofGroup || ofGroup.has(scope.externalId) || isItsTurn(scope, options);
    return { scope, streams: [...ALWAYS, ...(isActive ? BY_ACTIVITY : [])] };
  });
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

function groupOf(scope: ScopeRef): string {
  return scope.externalId.split('/')[0];
}

/** Nothing where the group does not tell: it is a person's namespace, or the token may not see it. */
async function activeProjects(options: {
  client: GitlabClient;
  group: string;
  since: DateTime;
  signal: AbortSignal;
}): Promise<ReadonlySet<string> | undefined> {
  const { client, group, since, signal } = options;
  const active = new Set<string>();
  try {
    for (let page = 1; ; page += 1) {
      const { data, hasNextPage } = await client.get(
        { signal, role: 'Guest' },
        Groups,
        groups =>
          groups.allProjects(group, {
            includeSubgroups: true,
            withShared: false,
            simple: true,
            orderBy: 'last_activity_at',
            sort: 'desc',
            perPage: PAGE_SIZE,
            page,
          }),
      );
      for (const project of data) {
        const at = DateTime.fromISO(project.last_activity_at, { zone: 'utc' });
        if (at < since) return active;
        active.add(scopeIdOf(project.path_with_namespace));
      }
      if (!hasNextPage) return active;
    }
  } catch (error) {
    const isSilent =
      isError(error) &&
      (error.name === 'NotFoundError' || error.name === 'NotAllowedError');
    if (isSilent) return undefined;
    throw error;
  }
}
