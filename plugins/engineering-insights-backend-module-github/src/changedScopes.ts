import type { JsonObject } from '@backstage/types';
import type {
  Connector,
  ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient, GraphqlAnswer } from './client';
import { isTooHeavy } from './isTooHeavy';
import {
  CHANGES_PARTS,
  changesQuery,
  type ChangesPart,
} from './queries/changes';
import { ownerOf, repositoryOf } from './repositoryOf';
import {
  streamsChangedSince,
  type RepositoryChanges,
} from './streamsChangedSince';

/**
 * Three lists of each are 147 requests by GitHub's formula, which are rounded to
 * one point of the budget; those of fifty would be two.
 */
const REPOSITORIES_PER_QUERY = 49;
const ALL_PARTS = Object.keys(CHANGES_PARTS) as ChangesPart[];

type ChangedScopes = Awaited<
  ReturnType<NonNullable<Connector['changedScopes']>>
>;

interface Asked {
  readonly scopes: readonly ScopeRef[];
  readonly since: string;
  readonly signal: AbortSignal;
}

/** Which streams of which repositories changed, forty-nine repositories to a query. */
export async function changedScopes(
  client: GithubClient,
  asked: Asked,
): Promise<ChangedScopes> {
  const owners = byOwner(asked.scopes);
  const changed: ChangedScopes = [];
  const failures: unknown[] = [];
  for (const scopes of owners) {
    try {
      changed.push(...(await changesOfOwner(client, { ...asked, scopes })));
    } catch (error) {
      asked.signal.throwIfAborted();
      failures.push(error);
      // Reading tells operators what is wrong with this owner; the others go on.
      changed.push(...scopes.map(scope => toChanged(scope, null, asked.since)));
    }
  }
  if (failures.length > 0 && failures.length === owners.length)
    throw failures[0];
  return changed;
}

/** Credentials of an App are those of one owner, so a query has one owner. */
function byOwner(scopes: readonly ScopeRef[]): ScopeRef[][] {
  const owners = new Map<string, ScopeRef[]>();
  for (const scope of scopes) {
    const owner = ownerOf(scope);
    owners.set(owner, [...(owners.get(owner) ?? []), scope]);
  }
  return [...owners.values()];
}

async function changesOfOwner(
  client: GithubClient,
  asked: Asked,
): Promise<ChangedScopes> {
  const changed: ChangedScopes = [];
  let parts: readonly ChangesPart[] = ALL_PARTS;
  for (
    let start = 0;
    start < asked.scopes.length;
    start += REPOSITORIES_PER_QUERY
  ) {
    const scopes = asked.scopes.slice(start, start + REPOSITORIES_PER_QUERY);
    const answer = await changesOf(client, { ...asked, scopes }, parts);
    changed.push(...answer.changed);
    parts = answer.parts;
  }
  return changed;
}

/** One query, or two of half as many repositories where GitHub gives up on it. */
async function changesOf(
  client: GithubClient,
  asked: Asked,
  parts: readonly ChangesPart[],
): Promise<{ changed: ChangedScopes; parts: readonly ChangesPart[] }> {
  const { scopes } = asked;
  let answer: GraphqlAnswer;
  try {
    answer = await ask(client, asked, parts);
  } catch (error) {
    if (scopes.length === 1 || !isTooHeavy(error)) throw error;
    const middle = Math.ceil(scopes.length / 2);
    const first = await changesOf(
      client,
      { ...asked, scopes: scopes.slice(0, middle) },
      parts,
    );
    const second = await changesOf(
      client,
      { ...asked, scopes: scopes.slice(middle) },
      first.parts,
    );
    return { ...second, changed: [...first.changed, ...second.changed] };
  }
  const { data, errors } = answer;
  const allowed = parts.filter(
    part =>
      !errors.some(
        ({ type, path }) => type === 'FORBIDDEN' && path?.[1] === part,
      ),
  );
  // A list that is refused takes all that is known of its repository with it.
  if (allowed.length < parts.length) return changesOf(client, asked, allowed);
  const changed = scopes.map((scope, index) => {
    const changes = data[`r${index}`] as unknown as RepositoryChanges | null;
    return toChanged(scope, changes, asked.since);
  });
  return { changed, parts };
}

function ask(
  client: GithubClient,
  { scopes, signal }: Asked,
  parts: readonly ChangesPart[],
): Promise<GraphqlAnswer> {
  return client.graphql({
    scope: scopes[0],
    signal,
    permission: 'Metadata: read',
    name: 'changes',
    query: changesQuery({ count: scopes.length, parts }),
    variables: variablesOf(scopes),
    // One repository that is gone must not hide the others.
    accepts: () => true,
  });
}

function toChanged(
  scope: ScopeRef,
  changes: RepositoryChanges | null,
  since: string,
): ChangedScopes[number] {
  return { scope, streams: streamsChangedSince(changes, since) };
}

function variablesOf(scopes: readonly ScopeRef[]): JsonObject {
  return Object.fromEntries(
    scopes.flatMap((scope, index) => {
      const { owner, name } = repositoryOf(scope);
      return [
        [`owner${index}`, owner],
        [`name${index}`, name],
      ];
    }),
  );
}
