/** A part of a list that is known whole; its cursor is the number of the row that the next one begins with. */
export function cutPage<T>(
  all: readonly T[],
  { cursor, limit }: { readonly cursor?: string; readonly limit: number },
): {
  readonly items: readonly T[];
  readonly totalCount: number;
  readonly nextCursor?: string;
} {
  const offset = Number(cursor ?? 0);
  const next = offset + limit;
  return {
    items: all.slice(offset, next),
    totalCount: all.length,
    ...(next < all.length && { nextCursor: String(next) }),
  };
}
