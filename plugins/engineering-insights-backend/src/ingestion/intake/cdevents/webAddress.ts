/** An address that people can open, if it is one. */
export function webAddress(
  text: string | null | undefined,
): string | undefined {
  const isOne = text && /^https?:\/\//.test(text) && URL.canParse(text);
  return isOne && text.length <= 2_000 ? text : undefined;
}
