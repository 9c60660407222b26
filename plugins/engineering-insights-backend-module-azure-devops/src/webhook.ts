import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  ChangedStreams,
  Connector,
  ScopeRef,
  WebhookDelivery,
  WebhookItem,
} from '@sei-platform/plugin-engineering-insights-node';
import { pathOf, scopeIdOf, type AzureScope } from './azureScope';
import type { Artifact } from './isArtifactOf';
import { isPullRequestEvent } from './isPullRequestEvent';
import { keepOfDelivery } from './keepOfDelivery';
import { objectOf } from './objectOf';
import { projectPullRequest } from './streams/pullRequests';
import { verifyWebhook } from './verifyWebhook';

/** Azure DevOps' service hooks, verified by the secret of one organization. */
export function azureDevopsWebhook(
  secret: string,
): NonNullable<Connector['webhook']> {
  return {
    topic: 'azure-devops',
    verify: request => verifyWebhook(request, secret),
    toItems,
    changedStreams,
    keep: keepOfDelivery,
  };
}

/** A pull request alone is told as lists tell it. Who voted, and when, is read. */
function toItems({ body }: WebhookDelivery): readonly WebhookItem[] {
  const resource = objectOf(body.resource);
  const names = resource && repositoryOf(resource);
  if (!resource || !names || !isPullRequestEvent(body)) return [];
  const { labels, ...rest } = projectPullRequest(resource);
  // Most events leave labels out, which does not mean that there are none.
  const pullRequest =
    resource.labels === undefined ? rest : { ...rest, labels };
  // Deliveries come in any order, and a pull request has no time of its last change.
  const at = body.createdDate ?? null;
  const item = { from: 'webhook', at, pullRequest };
  return scopesOfRepository(names).map(scope => ({
    scope,
    stream: 'pull-requests',
    item,
  }));
}

/** What an event says has changed, and tells in part or not at all. */
function changedStreams({ body }: WebhookDelivery): readonly ChangedStreams[] {
  const resource = objectOf(body.resource);
  if (!resource) return [];
  const of = (scopes: readonly ScopeRef[], ...streams: string[]) =>
    scopes.map(scope => ({ scope, streams }));
  switch (body.eventType) {
    case 'git.pullrequest.created':
    case 'git.pullrequest.updated':
    case 'git.pullrequest.merged':
      return of(scopesIn(resource), 'pull-requests');
    case 'git.push':
      return of(scopesIn(resource), ...pushedStreams(resource));
    case 'build.complete':
      return of(scopesOfBuild(resource), 'builds', 'environment-deployments');
    case 'ms.vss-release.deployment-completed-event':
      return of(scopesOfRelease(resource), 'release-deployments');
    case 'workitem.created':
    case 'workitem.updated':
      return of(scopesOfWorkItem(resource), 'work-items');
    default:
      return [];
  }
}

interface Names {
  readonly project: string;
  readonly repository: string;
}

function repositoryOf(resource: JsonObject): Names | undefined {
  const repository = objectOf(resource.repository);
  const project = objectOf(repository?.project)?.name;
  const name = repository?.name;
  return typeof project === 'string' && typeof name === 'string'
    ? { project, repository: name }
    : undefined;
}

function scopesIn(resource: JsonObject): ScopeRef[] {
  const names = repositoryOf(resource);
  return names ? scopesOfRepository(names) : [];
}

/** A repository is one scope with its pipelines, or another without; the engine knows which of them is read. */
function scopesOfRepository(names: Names): ScopeRef[] {
  return [
    toScope({ kind: 'repository', ...names }),
    toScope({ kind: 'code', ...names }),
  ];
}

function toScope(scope: AzureScope): ScopeRef {
  return { externalId: scopeIdOf(scope), title: pathOf(scope) };
}

/** A push names neither the parents of its commits nor, always, all of them, so the branch is read. */
function pushedStreams(resource: JsonObject): string[] {
  const branch = objectOf(resource.repository)?.defaultBranch;
  const names = listOf(resource.refUpdates).map(({ name }) => name);
  return [
    // A body without the default branch may be about it.
    ...(names.some(name =>
      branch ? name === branch : String(name).startsWith('refs/heads/'),
    )
      ? ['commits']
      : []),
    ...(names.some(name => String(name).startsWith('refs/tags/'))
      ? ['tags']
      : []),
  ];
}

function scopesOfBuild(resource: JsonObject): ScopeRef[] {
  const definition = objectOf(resource.definition);
  const project =
    objectOf(resource.project)?.name ?? objectOf(definition?.project)?.name;
  const repository = objectOf(resource.repository)?.name;
  if (typeof project !== 'string') return [];
  return [
    ...(typeof definition?.name === 'string'
      ? [toScope({ kind: 'pipeline', project, definition: definition.name })]
      : []),
    ...(typeof repository === 'string'
      ? [toScope({ kind: 'repository', project, repository })]
      : []),
  ];
}

/** Which pipelines built what was released only artifacts say; without them the next round finds it. */
function scopesOfRelease(resource: JsonObject): ScopeRef[] {
  const project = objectOf(resource.project)?.name;
  const release =
    objectOf(objectOf(resource.deployment)?.release) ??
    objectOf(objectOf(resource.environment)?.release) ??
    objectOf(resource.release);
  if (typeof project !== 'string') return [];
  const artifacts = listOf(release?.artifacts) as unknown as Artifact[];
  return artifacts.flatMap(artifact => scopesOfArtifact(project, artifact));
}

function scopesOfArtifact(
  project: string,
  { type, definitionReference }: Artifact,
): ScopeRef[] {
  const { definition, repository } = definitionReference ?? {};
  if (!definition?.name) return [];
  if (type === 'Git') {
    return [
      toScope({ kind: 'repository', project, repository: definition.name }),
    ];
  }
  return [
    toScope({ kind: 'pipeline', project, definition: definition.name }),
    ...(repository?.name
      ? [toScope({ kind: 'repository', project, repository: repository.name })]
      : []),
  ];
}

/** The area that a work item is in and all those above it; on its creation its fields stand elsewhere than on a change. */
function scopesOfWorkItem(resource: JsonObject): ScopeRef[] {
  const fields =
    objectOf(objectOf(resource.revision)?.fields) ?? objectOf(resource.fields);
  const path = fields?.['System.AreaPath'];
  if (typeof path !== 'string') return [];
  const [project, ...areas] = path.split('\\');
  return [undefined, ...areas].map((_, depth) =>
    toScope({
      kind: 'area',
      project,
      area: areas.slice(0, depth).join('\\'),
    }),
  );
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value)
    ? value.flatMap(each => {
        const object = objectOf(each);
        return object ? [object] : [];
      })
    : [];
}
