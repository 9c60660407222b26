import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';

/** What a scope's id stands for: a project, one component of it, or a board. */
export type JiraScope =
  | { readonly kind: 'project'; readonly project: string }
  | {
      readonly kind: 'component';
      readonly project: string;
      readonly component: string;
    }
  | { readonly kind: 'board'; readonly boardId: string };

/**
 * `PAY`, `PAY/checkout`, `board:12`. A project's key has neither slash nor
 * colon. Jira compares names of components without regard to case, so one
 * component has one id however it is written.
 */
export function scopeIdOf(scope: JiraScope): string {
  switch (scope.kind) {
    case 'project':
      return scope.project;
    case 'component':
      return `${scope.project}/${scope.component.toLowerCase()}`;
    default:
      return `board:${scope.boardId}`;
  }
}

export function parseScope({ externalId }: ScopeRef): JiraScope {
  const boardId = /^board:(\d+)$/.exec(externalId)?.[1];
  if (boardId) return { kind: 'board', boardId };
  const slash = externalId.indexOf('/');
  return slash < 0
    ? { kind: 'project', project: externalId }
    : {
        kind: 'component',
        project: externalId.slice(0, slash),
        component: externalId.slice(slash + 1),
      };
}
