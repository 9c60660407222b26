import { isError } from '@backstage/errors';
import type { AzureScope } from './azureScope';
import type { AzureDevopsClient } from './client';
import type { Directory } from './createDirectory';
import type { Artifact } from './isArtifactOf';
import { readBySkip, readByToken } from './readList';
import { wiqlOf } from './streams/wiqlOf';

const PAGE_SIZE = 1_000;
/** A page that is not full is taken for the last one, so it is one that Azure DevOps surely fills. */
const PULL_REQUESTS_PAGE_SIZE = 100;

interface Asked {
  readonly client: AzureDevopsClient;
  readonly directory: Directory;
  readonly project: string;
  /** ISO 8601. */
  readonly since: string;
  readonly signal: AbortSignal;
}

/** What changed in a project, by the names and ids that answers have; nothing where the project does not tell. */
export interface ProjectChanges {
  readonly builds?: ReadonlySet<string>;
  readonly releases?: ReadonlySet<string>;
  readonly pullRequests?: ReadonlySet<string>;
  readonly hasWorkItems: boolean;
}

export function repositoryKey(name: string): string {
  return `repository ${name.toLowerCase()}`;
}

export function definitionKey(name: string): string {
  return `definition ${name.toLowerCase()}`;
}

/** Asks a project what changed in it, in a few questions. */
export async function projectChanges(
  asked: Asked,
  scopes: readonly AzureScope[],
): Promise<ProjectChanges> {
  const hasPipelines = scopes.some(
    ({ kind }) => kind === 'repository' || kind === 'pipeline',
  );
  const hasCode = scopes.some(each => 'repository' in each);
  const hasAreas = scopes.some(({ kind }) => kind === 'area');
  return {
    builds: hasPipelines ? await ifTold(() => readBuilds(asked)) : undefined,
    releases: hasPipelines
      ? await ifTold(() => readReleases(asked, scopes))
      : undefined,
    pullRequests: hasCode
      ? await ifTold(() => readPullRequests(asked))
      : undefined,
    hasWorkItems: hasAreas
      ? (await ifTold(() => hasChangedWorkItems(asked))) ?? true
      : false,
  };
}

/** A project that is gone, or a service that is off, is for the streams to say. */
async function ifTold<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const isSilent =
      isError(error) &&
      (error.name === 'NotFoundError' || error.name === 'NotAllowedError');
    if (isSilent) return undefined;
    throw error;
  }
}

/** Runs that ended: of their repositories and of their pipelines. */
async function readBuilds(asked: Asked): Promise<ReadonlySet<string>> {
  const { client, project, since, signal } = asked;
  const { records } = await readByToken<{
    definition?: { name?: string };
    repository?: { name?: string };
  }>(
    client,
    { signal, permission: 'Build (Read)' },
    {
      path: [project, '_apis', 'build', 'builds'],
      query: {
        queryOrder: 'finishTimeDescending',
        minTime: since,
        $top: PAGE_SIZE,
      },
    },
  );
  return new Set(
    records.flatMap(({ definition, repository }) => [
      ...(definition?.name ? [definitionKey(definition.name)] : []),
      ...(repository?.name ? [repositoryKey(repository.name)] : []),
    ]),
  );
}

/** Deployments of classic releases name the pipelines that built what they deploy; which repositories those build is asked for. */
async function readReleases(
  asked: Asked,
  scopes: readonly AzureScope[],
): Promise<ReadonlySet<string>> {
  const { client, directory, project, since, signal } = asked;
  const { records } = await readByToken<{
    release?: { artifacts?: readonly Artifact[] | null };
  }>(
    client,
    { signal, permission: 'Release (Read)' },
    {
      path: [project, '_apis', 'release', 'deployments'],
      query: { minModifiedTime: since, $top: 100 },
      isRelease: true,
    },
  );
  const changed = new Set<string>();
  const definitionNames = new Set<string>();
  const artifacts = records.flatMap(({ release }) => release?.artifacts ?? []);
  for (const { type, definitionReference } of artifacts) {
    const name = definitionReference?.definition?.name;
    if (!name) continue;
    if (type === 'Git') {
      changed.add(repositoryKey(name));
    } else {
      changed.add(definitionKey(name));
      definitionNames.add(definitionKey(name));
    }
  }
  if (definitionNames.size === 0) return changed;
  for (const scope of scopes) {
    if (scope.kind !== 'repository') continue;
    const definitions = await directory.definitions(scope, signal);
    if (
      definitions.some(({ name }) => definitionNames.has(definitionKey(name)))
    )
      changed.add(repositoryKey(scope.repository));
  }
  return changed;
}

/** Repositories with pull requests that are open, of which nobody tells what changed, or were closed since. */
async function readPullRequests(asked: Asked): Promise<ReadonlySet<string>> {
  const { client, project, since, signal } = asked;
  const names = new Set<string>();
  for (const query of [
    { 'searchCriteria.status': 'active' },
    {
      'searchCriteria.status': 'all',
      'searchCriteria.queryTimeRangeType': 'closed',
      'searchCriteria.minTime': since,
    },
  ]) {
    const { records } = await readBySkip<{ repository?: { name?: string } }>(
      client,
      { signal, permission: 'Code (Read)' },
      { path: [project, '_apis', 'git', 'pullrequests'], query },
      PULL_REQUESTS_PAGE_SIZE,
    );
    for (const { repository } of records) {
      if (repository?.name) names.add(repository.name.toLowerCase());
    }
  }
  return names;
}

async function hasChangedWorkItems(asked: Asked): Promise<boolean> {
  const { client, project, since, signal } = asked;
  const { data } = await client.get<{ workItems?: readonly object[] }>(
    { signal, permission: 'Work Items (Read)' },
    {
      path: [project, '_apis', 'wit', 'wiql'],
      query: { timePrecision: 'true', $top: 1 },
      body: { query: wiqlOf({ project, area: '', from: since, order: 'asc' }) },
    },
  );
  return (data.workItems ?? []).length > 0;
}
