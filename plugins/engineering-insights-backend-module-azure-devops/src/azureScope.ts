/** What a scope is about. Names of projects, repositories and pipelines never begin with an underscore. */
export type AzureScope =
  /** A repository and all its pipelines. */
  | {
      readonly kind: 'repository';
      readonly project: string;
      readonly repository: string;
    }
  /** A repository whose pipelines belong to several services. */
  | {
      readonly kind: 'code';
      readonly project: string;
      readonly repository: string;
    }
  /** One pipeline. */
  | {
      readonly kind: 'pipeline';
      readonly project: string;
      readonly definition: string;
    }
  /** Work items of an area and of those below it. */
  | { readonly kind: 'area'; readonly project: string; readonly area: string };

/** A scope that has pipelines. */
export type PipelineScope = Extract<
  AzureScope,
  { kind: 'repository' | 'pipeline' }
>;

/** The id of a scope. Azure DevOps' names know no case, so one thing has one id however it is written. */
export function scopeIdOf(scope: AzureScope): string {
  return pathOf(scope).toLowerCase();
}

/** As people write and see it: the path of a page of Azure DevOps. */
export function pathOf(scope: AzureScope): string {
  const { project } = scope;
  switch (scope.kind) {
    case 'repository':
      return `${project}/${scope.repository}`;
    case 'code':
      return `${project}/_git/${scope.repository}`;
    case 'pipeline':
      return `${project}/_build/${scope.definition}`;
    default:
      return `${project}/_workitems/${scope.area}`;
  }
}

/** What an id of a scope is about. */
export function parseScopeId(externalId: string): AzureScope {
  const [project, second, ...rest] = externalId.split('/');
  const name = rest.join('/');
  switch (second) {
    case '_git':
      return { kind: 'code', project, repository: name };
    case '_build':
      return { kind: 'pipeline', project, definition: name };
    case '_workitems':
      return { kind: 'area', project, area: name };
    default:
      return { kind: 'repository', project, repository: second };
  }
}

/** The repository whose code a scope has, and nothing of another. */
export function codeOf(
  externalId: string,
): { readonly project: string; readonly repository: string } | undefined {
  const scope = parseScopeId(externalId);
  return scope.kind === 'repository' || scope.kind === 'code'
    ? scope
    : undefined;
}

/** The scope, if it has pipelines. */
export function pipelinesOf(externalId: string): PipelineScope | undefined {
  const scope = parseScopeId(externalId);
  return scope.kind === 'repository' || scope.kind === 'pipeline'
    ? scope
    : undefined;
}
