import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';

type SprintChange = NonNullable<IssueFact['sprintChanges']>[number];
type Value = string | number | null;
type Change = { readonly from: Value; readonly to: Value };

/** One place in the tree of iterations: paths are renamed, numbers stay. */
interface Place {
  readonly path?: Value;
  readonly id?: Value;
}

/**
 * When a work item came into iterations and left them. The iteration of the
 * project itself, in which everything begins, is none.
 */
export function sprintChangesOf(options: {
  readonly workItem: {
    readonly createdAt: string;
    readonly iterationPath?: string;
    readonly iterationId?: number;
  };
  /** Oldest first. */
  readonly updates: readonly {
    readonly at: string;
    readonly iterationPath?: Change;
    readonly iterationId?: Change;
  }[];
}): SprintChange[] {
  const { workItem, updates } = options;
  const moves = updates.flatMap(({ at, iterationPath, iterationId }) =>
    iterationPath || iterationId
      ? [
          {
            at,
            before: sprintIdOf({
              path: iterationPath?.from,
              id: iterationId?.from,
            }),
            after: sprintIdOf({ path: iterationPath?.to, id: iterationId?.to }),
          },
        ]
      : [],
  );
  const all =
    moves.length > 0
      ? moves
      : [
          {
            at: workItem.createdAt,
            before: undefined,
            after: sprintIdOf({
              path: workItem.iterationPath,
              id: workItem.iterationId,
            }),
          },
        ];
  return all.flatMap(({ at, before, after }) =>
    before === after
      ? []
      : [
          ...(before
            ? [{ at, sprintId: before, action: 'removed' as const }]
            : []),
          ...(after ? [{ at, sprintId: after, action: 'added' as const }] : []),
        ],
  );
}

/** Above all iterations stands the project, whose path has one name. */
function sprintIdOf({ path, id }: Place): string | undefined {
  if (typeof path === 'string' && !path.includes('\\')) return undefined;
  if (typeof id === 'number') return String(id);
  return typeof path === 'string' ? path : undefined;
}
