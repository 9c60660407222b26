import type { JiraClient } from './client';
import { parseScope } from './jiraScope';
import { quoted } from './jql';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';

/** Which issues are a scope's, in JQL. The filter of a board is asked for, as people change it. */
export async function conditionsOf(
  client: JiraClient,
  options: { readonly scope: ScopeRef; readonly signal: AbortSignal },
): Promise<string[]> {
  const scope = parseScope(options.scope);
  switch (scope.kind) {
    case 'project':
      return [`project = ${quoted(scope.project)}`];
    case 'component':
      return [
        `project = ${quoted(scope.project)}`,
        `component = ${quoted(scope.component)}`,
      ];
    default: {
      const { data } = await client.ask({
        path: `/rest/agile/1.0/board/${scope.boardId}/configuration`,
        permission: 'Browse projects',
        signal: options.signal,
      });
      const { filter } = data as unknown as { filter: { id: string } };
      return [`filter = ${filter.id}`];
    }
  }
}
