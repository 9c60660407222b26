import { GraphQLError, type GraphQLResolveInfo } from 'graphql';

export interface ConnectionArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

const MAXIMUM_RECORDS = 100;

function checkBoundaries(args: ConnectionArguments, name: string): void {
  const asked = args.first ?? args.last;
  if (asked === null || asked === undefined) {
    throw new GraphQLError(
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
      { extensions: { type: 'MISSING_PAGINATION_BOUNDARIES' } },
    );
  }
  if (asked < 1 || asked > MAXIMUM_RECORDS) {
    throw new GraphQLError(
      `Requesting ${asked} records on the \`${name}\` connection exceeds the \`first\` limit of ${MAXIMUM_RECORDS} records.`,
      { extensions: { type: 'EXCESSIVE_PAGINATION' } },
    );
  }
}

type Position = readonly [number, number];

function writeCursor([value, id]: Position): string {
  return Buffer.from(`cursor:v2:${value}:${id}`).toString('base64');
}

function readCursor(cursor: string): Position {
  const [, , value, id] = Buffer.from(cursor, 'base64')
    .toString()
    .split(':')
    .map(Number);
  if (!Number.isFinite(value) || !Number.isFinite(id)) {
    throw new GraphQLError(
      `\`${cursor}\` does not appear to be a valid cursor.`,
      {
        extensions: { type: 'INVALID_CURSOR_ARGUMENTS' },
      },
    );
  }
  return [value, id];
}

/**
 * A field that pages through `items`. A cursor says where in the order its
 * record stood, so a list that changes meanwhile has neither gap nor repeat
 * among the records that did not move.
 */
export function connection<T>(
  items: readonly T[],
  render: (item: T) => unknown,
  /** What the list is sorted by, ascending or descending; its own order where absent. */
  order: {
    positionOf: (item: T, index: number) => Position;
    direction: 'ASC' | 'DESC';
  } = {
    positionOf: (_item, index) => [index, 0],
    direction: 'ASC',
  },
) {
  return (
    args: ConnectionArguments,
    _context: unknown,
    info: GraphQLResolveInfo,
  ) => {
    checkBoundaries(args, info.fieldName);
    const sign = order.direction === 'ASC' ? 1 : -1;
    const compare = (a: Position, b: Position) =>
      sign * (a[0] - b[0] || a[1] - b[1]);
    const all = items
      .map((item, index) => ({ item, position: order.positionOf(item, index) }))
      .sort((a, b) => compare(a.position, b.position));
    const after = args.after ? readCursor(args.after) : undefined;
    const before = args.before ? readCursor(args.before) : undefined;
    const between = all.filter(
      ({ position }) =>
        (!after || compare(position, after) > 0) &&
        (!before || compare(position, before) < 0),
    );
    const taken = args.first
      ? between.slice(0, args.first)
      : between.slice(-args.last!);
    const isCut = taken.length < between.length;
    const edges = taken.map(({ item, position }) => ({
      cursor: writeCursor(position),
      node: () => render(item),
    }));
    return {
      totalCount: items.length,
      nodes: () => taken.map(({ item }) => render(item)),
      edges,
      pageInfo: {
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges[edges.length - 1]?.cursor ?? null,
        hasNextPage: args.first ? isCut : before !== undefined,
        hasPreviousPage: args.first ? after !== undefined : isCut,
      },
    };
  };
}
