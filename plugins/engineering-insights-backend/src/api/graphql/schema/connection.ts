import type { ObjectRef } from '@pothos/core';
import type { FactPage } from '../../../service/facts';
import { InvalidRequestError } from '../../../service/InvalidRequestError';
import { costing, type FieldCost } from '../limits/FieldCost';
import { DEFAULT_FIRST, LIMITS } from '../limits/limits';
import { builder } from './builder';

interface Edge<T> {
  readonly cursor: string;
  readonly item: T;
}

/** A part of a list. */
export interface Page<T> {
  readonly items: readonly Edge<T>[];
  /** Of all of them; absent where it is not known. */
  readonly totalCount?: number;
  readonly hasMore: boolean;
  /** Nothing is before it. */
  readonly isFirst: boolean;
}

export const pageArguments = builder.args(t => ({
  first: t.int({
    required: true,
    defaultValue: DEFAULT_FIRST,
    description: `How many, from 1 to ${LIMITS.first}.`,
  }),
  after: t.string({
    description:
      'The cursor after which the page begins: the endCursor of the page before.',
  }),
}));

/** What a connection costs beside what is below it: its own queries. */
export function connectionCost(cost: FieldCost = {}) {
  return costing({ weight: 3, sizeArgument: 'first', ...cost });
}

interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/** @throws InvalidRequestError where `first` is no number of rows. */
export function limitOf({ first }: PageArguments): number {
  if (first < 1 || first > LIMITS.first) {
    throw new InvalidRequestError([
      { field: 'first', message: `must be from 1 to ${LIMITS.first}` },
    ]);
  }
  return first;
}

const OFFSET = /^[0-9]{1,9}$/;

/** Where a page begins of a list whose cursors are numbers of rows. @throws InvalidRequestError where it is none. */
export function offsetOf({ after }: PageArguments): number {
  if (after === undefined || after === null) return 0;
  if (!OFFSET.test(after)) throw badCursor();
  return Number(after);
}

function badCursor(): InvalidRequestError {
  return new InvalidRequestError([
    { field: 'after', message: 'must be a cursor of this connection' },
  ]);
}

/** A page of rows whose cursor is their number, as those of the REST API are. */
export function toPage<T>(options: {
  readonly items: readonly T[];
  readonly offset: number;
  readonly totalCount?: number;
  readonly hasMore: boolean;
}): Page<T> {
  const { items, offset, ...rest } = options;
  return {
    ...rest,
    isFirst: offset === 0,
    items: items.map((item, index) => ({
      cursor: String(offset + index + 1),
      item,
    })),
  };
}

/** A page of a list that is known whole. */
export function pageOf<T>(all: readonly T[], asked: PageArguments): Page<T> {
  const limit = limitOf(asked);
  const offset = offsetOf(asked);
  return toPage({
    items: all.slice(offset, offset + limit),
    offset,
    totalCount: all.length,
    hasMore: offset + limit < all.length,
  });
}

/** A page of facts, whose cursors are their times. */
export async function factPageOf<T>(
  asked: PageArguments,
  read: (page: { cursor?: string; limit: number }) => Promise<FactPage<T>>,
): Promise<Page<T>> {
  const cursor = asked.after ?? undefined;
  const page = await read({ cursor, limit: limitOf(asked) });
  return { ...page, isFirst: cursor === undefined };
}

const PageInfo = builder.objectRef<Page<unknown>>('PageInfo').implement({
  description: 'Where a page stands in its list.',
  fields: t => ({
    hasNextPage: t.exposeBoolean('hasMore', {
      description: 'There is more after it.',
    }),
    hasPreviousPage: t.boolean({
      description: 'There is something before it.',
      resolve: ({ isFirst }) => !isFirst,
    }),
    startCursor: t.string({
      nullable: true,
      description: 'Of its first row; null where it has none.',
      resolve: ({ items }) => items.at(0)?.cursor,
    }),
    endCursor: t.string({
      nullable: true,
      description: 'Of its last row, for `after` of the next page.',
      resolve: ({ items }) => items.at(-1)?.cursor,
    }),
  }),
});

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T>
  ? T
  : never;

/** The connection type of a type, as Relay has it. */
export function connectionOf<T extends object>(
  node: ObjectRef<Types, T>,
  plural: string,
) {
  const EdgeType = builder.objectRef<Edge<T>>(`${node.name}Edge`).implement({
    description: `One of ${plural}, and where it stands.`,
    fields: t => ({
      cursor: t.exposeString('cursor', {
        description: 'Where it stands, for `after`.',
      }),
      node: t.field({
        type: node,
        description: 'It.',
        // Of a type that is not known here the builder cannot tell that this is one.
        resolve: ({ item }) => item as never,
      }),
    }),
  });
  return builder.objectRef<Page<T>>(`${node.name}Connection`).implement({
    description: `A page of ${plural}.`,
    fields: t => ({
      edges: t.field({
        type: [EdgeType],
        description: 'The rows with their cursors.',
        resolve: ({ items }) => [...items],
      }),
      nodes: t.field({
        type: [node],
        description: 'The rows alone.',
        resolve: ({ items }) => items.map(({ item }) => item) as never,
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: 'Where the page stands.',
        resolve: page => page,
      }),
      totalCount: t.int({
        nullable: true,
        description: 'Of all of them; null where it is not known.',
        resolve: ({ totalCount }) => totalCount,
      }),
    }),
  });
}
