import { z } from 'zod/v4';

/** Where a row stands in a list that has the newest first. */
export interface FactCursor {
  /** ISO 8601 with microseconds, as Postgres keeps them. */
  readonly at: string;
  readonly id: string;
}

/** Which part of a list is wanted. */
export interface FactPageInput {
  readonly after?: FactCursor;
  readonly limit: number;
}

/** A part of a list, and where each row stands. */
export interface FactPage<T> {
  readonly items: readonly { readonly cursor: string; readonly item: T }[];
  /** All of them, of which this is a page. */
  readonly totalCount: number;
  readonly hasMore: boolean;
}

/** What every row of a page carries beside its own columns. */
export interface DbFactRow {
  /** Null in the one row that only tells that there is none. */
  readonly id: string | null;
  readonly cursorAt: string;
  readonly totalCount: number;
}

const cursorSchema = z.object({
  at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/),
  id: z.string().regex(/^\d{1,18}$/),
});

/** Undefined where the text is no cursor of ours. */
export function decodeFactCursor(text: string): FactCursor | undefined {
  try {
    return cursorSchema.safeParse(
      JSON.parse(Buffer.from(text, 'base64url').toString()),
    ).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function encode(cursor: FactCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/**
 * The common table expressions `counted` and `page` of the ids and times of
 * `found`; one row more than the page, so that it is known whether there are
 * more.
 */
export function pageSql(at: string): string {
  return `
  counted as (
    select count(*)::integer as total_count from found
  ),
  page as (
    select f.id
    from found as f
    where cast(:afterAt as timestamptz) is null
      or (f.${at}, f.id)
        < (cast(:afterAt as timestamptz), cast(:afterId as bigint))
    order by f.${at} desc, f.id desc
    limit :limit
  )`;
}

/** The columns that `toFactPage` reads, of a row `p` of the page and `c` of the count. */
export function pageColumns(at: string): string {
  return `
    p.id::text as "id",
    to_char(
      p.${at} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
    ) as "cursorAt",
    c.total_count as "totalCount"`;
}

/** The bindings `afterAt`, `afterId` and `limit`. */
export function factPageBindings({ after, limit }: FactPageInput) {
  return {
    afterAt: after?.at ?? null,
    afterId: after?.id ?? null,
    limit: limit + 1,
  };
}

/** Cuts what was read to the page. */
export function toFactPage<TRow extends DbFactRow, T>(options: {
  rows: readonly TRow[];
  limit: number;
  toItem: (row: Omit<TRow, 'cursorAt' | 'totalCount'> & { id: string }) => T;
}): FactPage<T> {
  const { rows, limit, toItem } = options;
  const found = rows.filter(
    (row): row is TRow & { readonly id: string } => row.id !== null,
  );
  return {
    items: found.slice(0, limit).map(({ cursorAt, totalCount: _, ...row }) => ({
      cursor: encode({ at: cursorAt, id: row.id }),
      item: toItem(row),
    })),
    totalCount: rows[0].totalCount,
    hasMore: found.length > limit,
  };
}
