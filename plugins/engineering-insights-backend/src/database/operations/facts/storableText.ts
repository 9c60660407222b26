/** Replaces what Postgres cannot store as text or jsonb: NUL and surrogates without their partner. */
export function storableText(text: string): string {
  return text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');
}
