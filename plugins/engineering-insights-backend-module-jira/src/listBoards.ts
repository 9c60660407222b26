import {
  NotAllowedError,
  type ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import type { JiraClient } from './client';
import { parseScope } from './jiraScope';
import { readValues } from './readValues';

export type Board = { id: number; name: string };

export const BOARD_PERMISSION = 'Browse projects';

/** The boards of a scope that may have sprints. */
export async function listBoards(
  client: JiraClient,
  options: { readonly scope: ScopeRef; readonly signal: AbortSignal },
): Promise<Board[]> {
  const { signal } = options;
  const scope = parseScope(options.scope);
  if (scope.kind === 'board') {
    const { data } = await client.ask({
      path: `/rest/agile/1.0/board/${scope.boardId}`,
      permission: BOARD_PERMISSION,
      signal,
    });
    return boardsOf([data as unknown as FoundBoard]);
  }
  const { isRefused, values } = await readValues<FoundBoard>(client, {
    path: '/rest/agile/1.0/board',
    parameters: { projectKeyOrId: scope.project },
    permission: BOARD_PERMISSION,
    signal,
    refusals: [400, 404],
  });
  // Not the error of a missing project: its issues may be read all the same.
  if (isRefused) {
    throw new NotAllowedError(
      `The boards of ${scope.project} cannot be read, and so no sprints. Give the account of the credentials access to Jira Software and to the project.`,
    );
  }
  return boardsOf(values);
}

interface FoundBoard extends Board {
  readonly type?: string;
}

function boardsOf(found: readonly FoundBoard[]): Board[] {
  return found
    .filter(({ type }) => type !== 'kanban')
    .map(({ id, name }) => ({ id, name }))
    .sort((left, right) => left.id - right.id);
}
