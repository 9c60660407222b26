const HASH_LENGTH = 16;

/**
 * What a live message calls an entity: the first 16 hexadecimal digits of the SHA-256 of its lower-case ref, so that
 * a message tells nobody of entities they may not see. Undefined where the browser gives no digest (plain HTTP).
 */
export async function hashEntityRef(
  entityRef: string,
): Promise<string | undefined> {
  if (!globalThis.crypto?.subtle) return undefined;
  const bytes = new TextEncoder().encode(entityRef.toLocaleLowerCase('en-US'));
  const digest = await globalThis.crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), byte =>
    byte.toString(16).padStart(2, '0'),
  )
    .join('')
    .slice(0, HASH_LENGTH);
}
