/** A thing that was renamed leads to its new name by one. */
const MOST_REDIRECTS = 3;

/**
 * Fetches, and lets a source redirect a question to another address of its own
 * alone. Elsewhere a machine would be asked that nobody configured: that
 * answer is handed back as it is, for the caller to say so.
 */
export async function fetchWithinOrigin(
  address: string | URL,
  options: RequestInit = {},
): Promise<Response> {
  let url = new URL(address);
  for (let count = 0; ; count += 1) {
    const response = await fetch(url, { ...options, redirect: 'manual' });
    const next = nextOf(response, { url, method: options.method ?? 'GET' });
    if (!next || count === MOST_REDIRECTS) return response;
    await response.body?.cancel();
    url = next;
  }
}

/** Where the same is asked instead; a question with a body is asked once. */
function nextOf(
  { status, headers }: Response,
  asked: { readonly url: URL; readonly method: string },
): URL | undefined {
  const location = headers.get('location');
  if (![301, 302, 303, 307, 308].includes(status) || location === null)
    return undefined;
  if (
    asked.method.toUpperCase() !== 'GET' ||
    !URL.canParse(location, asked.url)
  )
    return undefined;
  const next = new URL(location, asked.url);
  return next.origin === asked.url.origin ? next : undefined;
}
