import type { Connector } from '@sei-platform/plugin-engineering-insights-node';

interface FromSource {
  readonly source: string;
  readonly origin: string;
}

/** What people call the source of something; what is pushed, and what has no connector any more, goes by its id. */
export function createSourceTitle(
  connectors: readonly Connector[],
): (row: FromSource) => string {
  const keyOf = ({ source, origin }: FromSource) => `${source} ${origin}`;
  const titles = new Map(
    connectors.map(({ id, origin, title }) => [
      keyOf({ source: id, origin }),
      title,
    ]),
  );
  return row => titles.get(keyOf(row)) ?? row.source;
}

/** The same beside each of some rows, which then need not tell of which installation they are. */
export function withSourceTitles<TRow extends FromSource>(
  rows: readonly TRow[],
  connectors: readonly Connector[],
): readonly (Omit<TRow, 'origin'> & { readonly sourceTitle: string })[] {
  const titleOf = createSourceTitle(connectors);
  return rows.map(row => {
    const { origin: _, ...rest } = row;
    return { ...rest, sourceTitle: titleOf(row) };
  });
}
