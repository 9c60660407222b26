import { z } from 'zod/v4';

/** Where a page ended, in a list that is ordered by time and then by id. */
export interface TriageCursor {
  /** Seconds since 1970 with all their digits, as Postgres tells them. */
  readonly epoch: string;
  readonly id: string;
}

/** Which part of a list is wanted. */
export interface TriagePage {
  readonly after?: TriageCursor;
  readonly limit: number;
}

/** A row that names its source by its id and its installation. */
export type FromSource<T extends { readonly sourceTitle: string }> = Omit<
  T,
  'sourceTitle'
> & { readonly origin: string };

export interface TriageList<T> {
  readonly items: readonly T[];
  /** All of them, of which this is a page. */
  readonly totalCount: number;
  readonly nextCursor?: string;
}

/** What every row of a list carries beside its own columns. */
export interface DbTriageRow {
  /** Null in the one row that only tells that there is none. */
  readonly id: string | null;
  readonly epoch: string;
  readonly totalCount: number;
}

const cursorSchema = z.object({
  epoch: z.string().regex(/^-?\d+(\.\d+)?$/),
  id: z.string().regex(/^(issue-)?\d{1,18}$/),
});

function encode(cursor: TriageCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Undefined where the text is no cursor of ours. */
export function decodeTriageCursor(text: string): TriageCursor | undefined {
  try {
    return cursorSchema.safeParse(
      JSON.parse(Buffer.from(text, 'base64url').toString()),
    ).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The bindings `afterEpoch`, `afterId` and `limit`, one row more than the page so that it is known whether there are more. */
export function pageBindings({ after, limit }: TriagePage) {
  return {
    afterEpoch: after?.epoch ?? null,
    afterId: after?.id ?? null,
    limit: limit + 1,
  };
}

/** Cuts what was read to the page. */
export function toTriageList<TRow extends DbTriageRow, T>(options: {
  rows: readonly TRow[];
  limit: number;
  toItem: (row: TRow & { readonly id: string }) => T;
}): TriageList<T> {
  const { rows, limit, toItem } = options;
  const found = rows.filter(
    (row): row is TRow & { readonly id: string } => row.id !== null,
  );
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(toItem),
    totalCount: rows[0]?.totalCount ?? 0,
    ...(last && { nextCursor: encode({ epoch: last.epoch, id: last.id }) }),
  };
}
