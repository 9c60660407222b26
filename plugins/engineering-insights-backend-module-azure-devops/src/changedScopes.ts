import { createHash } from 'node:crypto';
import type {
  Connector,
  ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import { parseScopeId, type AzureScope } from './azureScope';
import type { AzureDevopsClient } from './client';
import type { Directory } from './createDirectory';
import {
  definitionKey,
  projectChanges,
  repositoryKey,
  type ProjectChanges,
} from './projectChanges';

type Changes = Awaited<ReturnType<NonNullable<Connector['changedScopes']>>>;

/** Lists show a change some seconds late. */
const LAG = { minutes: 5 };
const HOUR_SECONDS = 3_600;

/**
 * Which streams of which scopes changed, by four questions about each project.
 * Nothing tells of the commits of many repositories, nor of deployments to
 * environments: those are always read, at one request each and at one for an
 * environment and round. Tags are looked at once an hour, as a push of a tag is
 * told by webhooks alone; nobody is told of open pull requests' votes, so where
 * one is open they are read.
 */
export async function changedScopes(
  source: { client: AzureDevopsClient; directory: Directory },
  options: {
    scopes: readonly ScopeRef[];
    since: string;
    /** ISO 8601. */
    until: string;
    signal: AbortSignal;
  },
): Promise<Changes> {
  const { scopes, signal } = options;
  const since = DateTime.fromISO(options.since, { zone: 'utc' })
    .minus(LAG)
    .toISO()!;
  const projects = new Map<string, ProjectChanges>();
  const parsed = scopes.map(scope => parseScopeId(scope.externalId));
  for (const project of new Set(parsed.map(each => each.project))) {
    const ofProject = parsed.filter(each => each.project === project);
    const asked = { ...source, project, since, signal };
    projects.set(project, await projectChanges(asked, ofProject));
  }
  const changes: Changes = [];
  for (const [index, scope] of scopes.entries()) {
    const of = parsed[index];
    const streams = streamsOf(of, projects.get(of.project)!);
    const isTurn = isItsTurn(scope, options);
    changes.push({ scope, streams: isTurn ? [...streams, 'tags'] : streams });
  }
  return changes;
}

function streamsOf(scope: AzureScope, changes: ProjectChanges): string[] {
  if (scope.kind === 'area') {
    return changes.hasWorkItems ? ['work-items', 'iterations'] : ['iterations'];
  }
  const has = (names: ReadonlySet<string> | undefined, name: string) =>
    !names || names.has(name);
  const code = 'repository' in scope ? ['commits'] : [];
  const pullRequests =
    'repository' in scope && has(changes.pullRequests, scope.repository)
      ? ['pull-requests']
      : [];
  if (scope.kind === 'code') return [...code, ...pullRequests];
  const name =
    scope.kind === 'repository'
      ? repositoryKey(scope.repository)
      : definitionKey(scope.definition);
  return [
    ...code,
    ...pullRequests,
    ...(has(changes.builds, name) ? ['builds'] : []),
    ...(has(changes.releases, name) ? ['release-deployments'] : []),
    'environment-deployments',
  ];
}

/** Whether the scope's own second of the hour lies in [since, until). */
function isItsTurn(
  scope: ScopeRef,
  { since, until }: { since: string; until: string },
): boolean {
  const digest = createHash('sha256').update(scope.externalId).digest();
  const own = digest.readUInt32BE() % HOUR_SECONDS;
  const turnsBefore = (instant: string) =>
    Math.ceil((Date.parse(instant) / 1000 - own) / HOUR_SECONDS);
  return turnsBefore(until) > turnsBefore(since);
}
