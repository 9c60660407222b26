/**
 * The word that REST sends for the number that Microsoft's client library makes
 * of it: some recordings were made through that library.
 */
export function wordOf(
  type: { readonly enumValues: Readonly<Record<string, number>> },
  number: number,
): string {
  const [word] =
    Object.entries(type.enumValues).find(([, value]) => value === number) ?? [];
  if (word === undefined) throw new Error(`There is no word for ${number}.`);
  return word;
}
