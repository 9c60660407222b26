/** Milliseconds since 1970 as ISO 8601, infinities as Postgres writes them. */
export function instantText(milliseconds: number): string {
  if (milliseconds === -Infinity) return '-infinity';
  if (milliseconds === Infinity) return 'infinity';
  return new Date(milliseconds).toISOString();
}
