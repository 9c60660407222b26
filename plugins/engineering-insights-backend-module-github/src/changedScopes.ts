import type { JsonObject } from '@backstage/types';
import type {
  Connector,
  ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient } from './client';
import { isTooHeavy } from './isTooHeavy';
import { changesQuery } from './queries/changes';
import { repositoryOf } from './repositoryOf';

/** GitHub answers a query over this many repositories within its limits of nodes and time. */
const REPOSITORIES_PER_QUERY = 50;

type ChangedScopes = Awaited<
  ReturnType<NonNullable<Connector['changedScopes']>>
>;

interface RepositoryChanges {
  pushedAt?: string | null;
  pullRequests: { nodes: { updatedAt: string }[] };
  deployments: {
    nodes: {
      createdAt: string;
      updatedAt: string;
      latestStatus?: { createdAt: string } | null;
    }[];
  };
  releases: { nodes: { createdAt: string; updatedAt: string }[] };
}

/** Which streams of which repositories changed, fifty repositories to a query. */
export async function changedScopes(
  client: GithubClient,
  options: { scopes: readonly ScopeRef[]; since: string; signal: AbortSignal },
): Promise<ChangedScopes> {
  const { since, signal } = options;
  const changed: ChangedScopes = [];
  for (const scopes of batchesByOwner(options.scopes)) {
    changed.push(...(await changesOf(client, { scopes, since, signal })));
  }
  return changed;
}

/** One query, or two of half as many repositories where GitHub gives up on it. */
async function changesOf(
  client: GithubClient,
  options: { scopes: readonly ScopeRef[]; since: string; signal: AbortSignal },
): Promise<ChangedScopes> {
  const { scopes, since, signal } = options;
  try {
    const { data } = await client.graphql({
      scope: scopes[0],
      signal,
      permission: 'Metadata: read',
      name: 'changes',
      query: changesQuery(scopes.length),
      variables: variablesOf(scopes),
      // One repository that is gone must not hide the other forty-nine.
      partial: 'accepted',
    });
    return scopes.map((scope, index) => {
      const repository = data[
        `r${index}`
      ] as unknown as RepositoryChanges | null;
      return { scope, streams: changedStreams(repository, since) };
    });
  } catch (error) {
    if (scopes.length === 1 || !isTooHeavy(error)) throw error;
    const middle = Math.ceil(scopes.length / 2);
    return [
      ...(await changesOf(client, {
        ...options,
        scopes: scopes.slice(0, middle),
      })),
      ...(await changesOf(client, {
        ...options,
        scopes: scopes.slice(middle),
      })),
    ];
  }
}

/** Credentials of an App are those of one owner, so a batch has one owner. */
function batchesByOwner(scopes: readonly ScopeRef[]): ScopeRef[][] {
  const batches: ScopeRef[][] = [];
  const open = new Map<string, ScopeRef[]>();
  for (const scope of scopes) {
    const { owner } = repositoryOf(scope);
    let batch = open.get(owner);
    if (!batch || batch.length === REPOSITORIES_PER_QUERY) {
      batch = [];
      batches.push(batch);
      open.set(owner, batch);
    }
    batch.push(scope);
  }
  return batches;
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

function changedStreams(
  repository: RepositoryChanges | null,
  since: string,
): string[] {
  // Runs have no instant here; asking for them with an ETag costs nothing where there is none.
  const always = ['workflow-runs'];
  // Reading says then what is wrong: gone, renamed or not allowed.
  if (!repository)
    return [
      'pull-requests',
      'commits',
      'deployments',
      'releases',
      'tags',
      ...always,
    ];
  const isSince = (instants: (string | null | undefined)[]) =>
    instants.some(
      instant => instant && Date.parse(instant) >= Date.parse(since),
    );
  const { pushedAt, pullRequests, deployments, releases } = repository;
  return [
    ...(isSince(pullRequests.nodes.map(node => node.updatedAt))
      ? ['pull-requests']
      : []),
    ...(isSince([pushedAt]) ? ['commits', 'tags'] : []),
    ...(isSince(
      deployments.nodes.flatMap(node => [
        node.createdAt,
        node.updatedAt,
        node.latestStatus?.createdAt,
      ]),
    )
      ? ['deployments']
      : []),
    ...(isSince(
      releases.nodes.flatMap(node => [node.createdAt, node.updatedAt]),
    )
      ? ['releases']
      : []),
    ...always,
  ];
}
