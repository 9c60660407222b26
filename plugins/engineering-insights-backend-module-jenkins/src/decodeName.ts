/** Reads what was written for an address; what was not is taken as it stands. */
export function decodeName(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
