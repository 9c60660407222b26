/** A part's share of all parts; a share of nothing is unknown, and a part that is absent beside others is 0. */
export function shareOf(
  values: Readonly<Record<string, number | undefined>> | undefined,
  id: string,
  parts: readonly { readonly id: string }[],
): number | undefined {
  const total = parts.reduce((sum, part) => sum + (values?.[part.id] ?? 0), 0);
  return total > 0 ? (values?.[id] ?? 0) / total : undefined;
}
