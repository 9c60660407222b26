import type { Request } from 'express';
import { HttpError } from '../server/httpError';
import type { AzureContext } from './azureContext';
import {
  definitionsOf,
  environmentsOf,
  guidOf,
  isClassic,
  repositoriesOf,
  type AzureDefinition,
} from './project';
import { renderProject, renderRepository } from './renderCode';
import {
  deploymentChangedAt,
  finishedAt,
  renderBuild,
  renderDefinition,
  renderDeploymentRecord,
  renderReleaseDefinition,
  renderReleaseDeployment,
  renderTimeline,
} from './renderPipelines';
import { between, numberOf, takeByToken, textOf, wrap } from './respond';

/** Classic release pipelines have numbers of their own. */
const FIRST_RELEASE_DEFINITION = 70;

/** Pipelines with their runs, environments and classic releases. */
export function addPipelineRoutes({ get, world }: AzureContext): void {
  const classic = () =>
    repositoriesOf(world)
      .filter(({ profile }) => isClassic(profile))
      .map((repository, index) => ({
        id: FIRST_RELEASE_DEFINITION + index,
        repository,
      }));

  get('/_apis/build/definitions', ({ req, res }) => {
    const all = definitionsOf(world).filter(definition =>
      isAsked(req, definition),
    );
    return wrap(takeByToken(req, res, all).map(renderDefinition));
  });
  get('/_apis/build/definitions/:id', ({ req, site }) => {
    const id = Number(req.params.id);
    const found = definitionsOf(world).find(each => each.id === id);
    if (!found) throw new HttpError(404, 'The definition does not exist.');
    const { name, url, ...repository } = renderRepository(
      site,
      found.repository,
    );
    return {
      ...renderDefinition(found),
      repository: { id: repository.id, name, type: 'TfsGit', url },
    };
  });
  get('/_apis/build/builds', ({ req, res, site }) => {
    const runs = findRuns(req, definitionsOf(world));
    return wrap(
      takeByToken(req, res, runs).map(({ definition, run }) =>
        renderBuild(site, definition, run),
      ),
    );
  });
  get('/_apis/build/builds/:id/timeline', ({ req }) => {
    const id = Number(req.params.id);
    const found = runsOf(definitionsOf(world)).find(({ run }) => run.id === id);
    if (!found) throw new HttpError(404, 'The requested build does not exist.');
    return renderTimeline(found.run);
  });
  get('/_apis/pipelines/environments', ({ req, res }) =>
    wrap(
      takeByToken(req, res, environmentsOf(world.company)).map(environment => ({
        ...environment,
        description: '',
        createdOn: new Date(world.start * 1000).toISOString(),
        project: renderProject(),
      })),
    ),
  );
  get(
    '/_apis/pipelines/environments/:id/environmentdeploymentrecords',
    ({ req, res }) => {
      const environment = environmentsOf(world.company).find(
        ({ id }) => id === Number(req.params.id),
      );
      if (!environment) throw new HttpError(404, 'No such environment.');
      const records = repositoriesOf(world)
        .filter(({ profile }) => !isClassic(profile))
        .flatMap(repository =>
          repository.deployments
            .filter(each => each.environment === environment.name)
            .map(deployment => ({
              deployment,
              definition: definitionOfRun(
                definitionsOf(world),
                deployment.runId,
              ),
            })),
        )
        .sort((left, right) => right.deployment.id - left.deployment.id);
      return wrap(
        takeByToken(req, res, records).map(record =>
          renderDeploymentRecord({ environmentId: environment.id, ...record }),
        ),
      );
    },
  );
  get('/_apis/release/definitions', ({ req, res, site }) => {
    const all = classic().map(({ id, repository }) =>
      renderReleaseDefinition(site, {
        id,
        definition: definitionsOf(world).find(
          each => each.repository === repository && each.workflow === 'Deploy',
        )!,
      }),
    );
    return wrap(takeByToken(req, res, all));
  });
  get('/_apis/release/deployments', ({ req, res, site }) => {
    const asked = numberOf(req, 'definitionId');
    const definitions = definitionsOf(world);
    const all = classic()
      .filter(({ id }) => asked === undefined || id === asked)
      .flatMap(({ id, repository }) =>
        repository.deployments.map(deployment => ({
          releaseDefinitionId: id,
          repository,
          deployment,
          definition: definitionOfRun(definitions, deployment.runId),
          run: repository.workflowRuns.find(
            run => run.id === deployment.runId,
          )!,
        })),
      );
    const changed = between(req, all, {
      from: 'minModifiedTime',
      to: 'maxModifiedTime',
      at: ({ deployment }) => deploymentChangedAt(deployment),
    }).reverse();
    return wrap(
      takeByToken(req, res, changed).map(each =>
        renderReleaseDeployment(site, each),
      ),
    );
  });
}

function isAsked(req: Request, { name, repository }: AzureDefinition) {
  const asked = textOf(req, 'name');
  const repositoryId = textOf(req, 'repositoryId');
  return (
    (asked === undefined || asked.toLowerCase() === name) &&
    (repositoryId === undefined ||
      repositoryId === guidOf('repository', repository.id))
  );
}

function runsOf(definitions: readonly AzureDefinition[]) {
  return definitions.flatMap(definition =>
    definition.repository.workflowRuns
      .filter(({ name }) => name === definition.workflow)
      .map(run => ({ definition, run })),
  );
}

function definitionOfRun(
  definitions: readonly AzureDefinition[],
  runId: number,
): AzureDefinition {
  return runsOf(definitions).find(({ run }) => run.id === runId)!.definition;
}

/** As the query says, those that ended last first. */
function findRuns(req: Request, definitions: readonly AzureDefinition[]) {
  const numbersOf = (name: string) => textOf(req, name)?.split(',').map(Number);
  const ids = numbersOf('definitions');
  const buildIds = numbersOf('buildIds');
  const runs = runsOf(
    definitions.filter(
      definition =>
        isAsked(req, definition) && (!ids || ids.includes(definition.id)),
    ),
  );
  if (buildIds) return runs.filter(({ run }) => buildIds.includes(run.id));
  return between(req, runs, {
    from: 'minTime',
    to: 'maxTime',
    at: ({ run }) => finishedAt(run),
  }).sort((left, right) => right.run.updatedAt - left.run.updatedAt);
}
