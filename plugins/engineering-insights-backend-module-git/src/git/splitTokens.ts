/** The texts between separators of a stream of bytes. What follows the last separator is a text too, unless it is empty. */
export async function* splitTokens(
  chunks: AsyncIterable<Buffer>,
  separator: '\0' | '\n',
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split(
      separator,
    );
    rest = parts.pop()!;
    yield* parts;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
