import { NotFoundError } from '@sei-platform/plugin-engineering-insights-node';
import type { PipelineScope } from './azureScope';
import type { Asking, AzureDevopsClient } from './client';
import { isArtifactOf, type Artifact } from './isArtifactOf';
import { orIfNotFound } from './orIfNotFound';
import { readByToken, type AzureList } from './readList';
import { remember } from './remember';

export interface Repository {
  readonly id: string;
  readonly name: string;
  readonly defaultBranch?: string;
  readonly isDisabled?: boolean;
  readonly project: { readonly id: string; readonly name: string };
}

/** A pipeline, which Azure DevOps calls a build definition. */
export interface Definition {
  readonly id: number;
  readonly name: string;
}

export interface Environment {
  readonly id: number;
  readonly name: string;
}

/** A classic release pipeline, and what it releases. */
interface ReleaseDefinition {
  readonly id: number;
  readonly artifacts?: readonly Artifact[] | null;
}

/** What the types of work items of a project mean. */
export interface WorkItemType {
  /** `Microsoft.BugCategory` and the like. */
  readonly categories: readonly string[];
  /** State → `Proposed`, `InProgress`, `Resolved`, `Completed` or `Removed`. */
  readonly stateCategories: Readonly<Record<string, string>>;
}

const CODE = 'Code (Read)';
const BUILD = 'Build (Read)';
const RELEASE = 'Release (Read)';
const WORK_ITEMS = 'Work Items (Read)';
/** Less than lists are read again, so that nothing is lost of what is not in them yet. */
const KEEP_SECONDS = 240;
/** A pipeline hardly ever moves to another repository. */
const KEEP_REPOSITORY_SECONDS = 6 * 3_600;
const PAGE_SIZE = 1_000;

/** What else streams have to know of a project, asked once for all its scopes. */
export interface Directory {
  repository(
    scope: { project: string; repository: string },
    signal: AbortSignal,
  ): Promise<Repository>;
  definitions(
    scope: PipelineScope,
    signal: AbortSignal,
  ): Promise<readonly Definition[]>;
  /** The name of the repository that a pipeline builds; none where it was deleted, or builds what is elsewhere. */
  repositoryOfDefinition(
    project: string,
    id: number,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  environments(
    project: string,
    signal: AbortSignal,
  ): Promise<readonly Environment[]>;
  /** Ids of the classic release pipelines that release what a scope's pipelines make. */
  releaseDefinitionIds(
    scope: PipelineScope,
    signal: AbortSignal,
  ): Promise<readonly number[]>;
  workItemType(
    project: string,
    type: string,
    signal: AbortSignal,
  ): Promise<WorkItemType>;
}

export function createDirectory(client: AzureDevopsClient): Directory {
  const kept = remember({ seconds: KEEP_SECONDS });
  const keptLong = remember({ seconds: KEEP_REPOSITORY_SECONDS });
  const asking = (permission: string, signal: AbortSignal): Asking => ({
    permission,
    signal,
  });

  const directory: Directory = {
    repository({ project, repository }, signal) {
      return kept(`repository ${project}/${repository}`, async () => {
        const { data } = await client.get<Repository>(asking(CODE, signal), {
          path: [project, '_apis', 'git', 'repositories', repository],
        });
        return data;
      });
    },
    definitions(scope, signal) {
      return kept(`definitions ${JSON.stringify(scope)}`, () =>
        readDefinitions(scope, signal),
      );
    },
    repositoryOfDefinition(project, id, signal) {
      return keptLong(`${project}/${id}`, async () => {
        const answer = await orIfNotFound(
          client.get<{ repository?: { name?: string; type?: string } }>(
            asking(BUILD, signal),
            { path: [project, '_apis', 'build', 'definitions', id] },
          ),
          undefined,
        );
        const { type, name } = answer?.data.repository ?? {};
        return type === 'TfsGit' ? name : undefined;
      });
    },
    environments(project, signal) {
      return kept(`environments ${project}`, async () => {
        const { records } = await readByToken<Environment>(
          client,
          asking('Environment (Read)', signal),
          {
            path: [project, '_apis', 'pipelines', 'environments'],
            query: { $top: PAGE_SIZE },
            preview: 'preview.1',
          },
        );
        return records.map(({ id, name }) => ({ id, name }));
      });
    },
    async releaseDefinitionIds(scope, signal) {
      const { project } = scope;
      const all = await kept(`release definitions ${project}`, async () => {
        const { records } = await readByToken<ReleaseDefinition>(
          client,
          asking(RELEASE, signal),
          {
            path: [project, '_apis', 'release', 'definitions'],
            query: { $expand: 'artifacts', $top: PAGE_SIZE },
            isRelease: true,
          },
        );
        return records;
      });
      if (all.length === 0) return [];
      const isOfScope = await isArtifactOf(directory, scope, signal);
      return all
        .filter(({ artifacts }) => artifacts?.some(isOfScope))
        .map(({ id }) => id);
    },
    workItemType(project, type, signal) {
      return kept(`type ${project}/${type}`, () =>
        readWorkItemType(project, type, signal),
      );
    },
  };
  return directory;

  async function readDefinitions(scope: PipelineScope, signal: AbortSignal) {
    const { project } = scope;
    const query =
      scope.kind === 'pipeline'
        ? { name: scope.definition }
        : {
            repositoryId: (await directory.repository(scope, signal)).id,
            repositoryType: 'TfsGit',
          };
    const { records } = await readByToken<Definition>(
      client,
      asking(BUILD, signal),
      {
        path: [project, '_apis', 'build', 'definitions'],
        query: { ...query, $top: PAGE_SIZE },
      },
    );
    if (scope.kind === 'pipeline' && records.length === 0) {
      throw new NotFoundError(
        `Azure DevOps has no pipeline "${scope.definition}" in the project "${project}", or the credentials may not see it. Check the annotation dev.azure.com/build-definition.`,
      );
    }
    return records.map(({ id, name }) => ({ id, name }));
  }

  async function readWorkItemType(
    project: string,
    type: string,
    signal: AbortSignal,
  ): Promise<WorkItemType> {
    const path = [project, '_apis', 'wit'];
    const categories = await kept(`categories ${project}`, async () => {
      const { data } = await client.get<
        AzureList<{
          referenceName: string;
          workItemTypes?: readonly { name: string }[];
        }>
      >(asking(WORK_ITEMS, signal), {
        path: [...path, 'workitemtypecategories'],
      });
      return data.value;
    });
    // Of a type that was deleted nobody knows the states any more.
    const states = await orIfNotFound(
      client.get<AzureList<{ name: string; category: string }>>(
        asking(WORK_ITEMS, signal),
        { path: [...path, 'workitemtypes', type, 'states'] },
      ),
      undefined,
    );
    return {
      categories: categories
        .filter(({ workItemTypes = [] }) =>
          workItemTypes.some(({ name }) => name === type),
        )
        .map(({ referenceName }) => referenceName),
      stateCategories: Object.fromEntries(
        (states?.data.value ?? []).map(({ name, category }) => [
          name,
          category,
        ]),
      ),
    };
  }
}
