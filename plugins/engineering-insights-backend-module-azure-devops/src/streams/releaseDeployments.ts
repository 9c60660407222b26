import type { JsonObject, JsonValue } from '@backstage/types';
import {
  isNotFoundError,
  NotAllowedError,
  type Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import { pipelinesOf } from '../azureScope';
import type { AzureDevopsClient } from '../client';
import type { Directory } from '../createDirectory';
import { instantOf } from '../instantOf';
import { isArtifactOf, type Artifact } from '../isArtifactOf';
import { normalizeReleaseDeployment } from '../normalize/releaseDeployments';
import { readByToken, type WholeList } from '../readList';
import { pick } from './pick';
import { readByTime, type TimeCursor } from './readByTime';
import { readRevisions } from './readRevisions';

const PAGE_SIZE = 100;
/** Some ask for the revision of what was built. */
const AT_ONCE = 50;

interface Deployment {
  readonly id: number;
  readonly lastModifiedOn?: string;
  readonly release?: { readonly artifacts?: readonly Artifact[] | null };
  readonly releaseDefinition?: object;
  readonly releaseEnvironment?: object;
}

/** Deployments of classic releases. */
export function releaseDeploymentsStream(
  client: AzureDevopsClient,
  directory: Directory,
): Stream<TimeCursor> {
  return {
    name: 'release-deployments',
    produces: ['deployment'],
    personal: [],
    identify(item) {
      const { deployment } = item as { deployment: JsonObject };
      return {
        externalId: `release/${deployment.id}`,
        updatedAt: instantOf(deployment.lastModifiedOn),
      };
    },
    async *read({ scope, signal, ...options }) {
      const of = pipelinesOf(scope.externalId);
      if (!of) return;
      // What is missing here is the project, the repository or the pipeline.
      await directory.definitions(of, signal);
      try {
        yield* readByTime<Deployment>(
          {
            readBetween: async range => {
              const ids = await directory.releaseDefinitionIds(of, signal);
              return readDeployments({
                client,
                project: of.project,
                definitionIds: ids,
                range,
                signal,
              });
            },
            idOf: ({ id }) => String(id),
            timeOf: ({ lastModifiedOn }) => instantOf(lastModifiedOn),
            toItems: async deployments =>
              toItems({
                client,
                project: of.project,
                deployments,
                isOwn: await isArtifactOf(directory, of, signal),
                signal,
              }),
            atOnce: AT_ONCE,
          },
          options,
        );
      } catch (error) {
        if (!isNotFoundError(error)) throw error;
        throw new NotAllowedError(
          `Azure DevOps has the project "${of.project}" and no classic releases of it. Switch Pipelines on in the project's settings, or give the token the scope "Release (Read)".`,
          error,
        );
      }
    },
    normalize: normalizeReleaseDeployment,
  };
}

async function readDeployments(options: {
  client: AzureDevopsClient;
  project: string;
  definitionIds: readonly number[];
  range: { from: string; to?: string };
  signal: AbortSignal;
}): Promise<WholeList<Deployment>> {
  const { client, project, definitionIds, range, signal } = options;
  const records: Deployment[] = [];
  for (const definitionId of definitionIds) {
    const list = await readByToken<Deployment>(
      client,
      { signal, permission: 'Release (Read)' },
      {
        path: [project, '_apis', 'release', 'deployments'],
        query: {
          definitionId,
          minModifiedTime: range.from,
          maxModifiedTime: range.to,
          $top: PAGE_SIZE,
        },
        isRelease: true,
      },
    );
    records.push(...list.records);
  }
  return { records };
}

async function toItems(options: {
  client: AzureDevopsClient;
  project: string;
  deployments: readonly Deployment[];
  /** Whether an artifact is the scope's. */
  isOwn: (artifact: Artifact) => boolean;
  signal: AbortSignal;
}): Promise<JsonValue[]> {
  const { deployments, isOwn } = options;
  const artifacts = deployments.map(({ release }) => {
    const all = release?.artifacts ?? [];
    // What others put into the release says nothing of the revision of this scope.
    return artifactOf(all.filter(isOwn)) ?? artifactOf(all);
  });
  const revisions = await readRevisions({
    ...options,
    buildIds: artifacts.flatMap(artifact => buildIdOf(artifact) ?? []),
  });
  return deployments.map((deployment, index) => {
    const artifact = artifacts[index];
    const buildId = buildIdOf(artifact);
    return {
      deployment: projectDeployment(deployment),
      ...(artifact && { artifact: projectArtifact(artifact) }),
      ...(buildId !== undefined && {
        build: { id: buildId, ...revisions.get(buildId) },
      }),
    };
  });
}

/** What a release is about: its primary artifact. */
export function artifactOf(
  artifacts: readonly Artifact[],
): Artifact | undefined {
  return artifacts.find(({ isPrimary }) => isPrimary) ?? artifacts.at(0);
}

function buildIdOf(artifact: Artifact | undefined): number | undefined {
  const id = Number(artifact?.definitionReference?.version?.id || NaN);
  return artifact?.type === 'Build' && Number.isInteger(id) ? id : undefined;
}

/** What is used of an artifact. */
export function projectArtifact({
  type,
  definitionReference = {},
}: Artifact): JsonObject {
  const told = Object.entries(definitionReference).flatMap(([key, value]) =>
    ['version', 'branch', 'sourceVersion'].includes(key) && value?.id
      ? [[key, { id: value.id }]]
      : [],
  );
  return { ...(type && { type }), ...Object.fromEntries(told) };
}

/** What is used of a deployment; the rest of what Azure DevOps sends is accounts, approvals and links. */
export function projectDeployment(deployment: object): JsonObject {
  const { release, releaseDefinition, releaseEnvironment } =
    deployment as Deployment;
  return {
    ...pick(deployment, [
      'id',
      'attempt',
      'deploymentStatus',
      'operationStatus',
      'queuedOn',
      'startedOn',
      'completedOn',
      'lastModifiedOn',
    ]),
    ...(release && {
      release: pick(release, ['id', 'name', 'webAccessUri']),
    }),
    ...(releaseDefinition && {
      releaseDefinition: pick(releaseDefinition, ['id', 'name']),
    }),
    ...(releaseEnvironment && {
      releaseEnvironment: pick(releaseEnvironment, ['id', 'name']),
    }),
  };
}
