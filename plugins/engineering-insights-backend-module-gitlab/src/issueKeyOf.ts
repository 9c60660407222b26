/** An issue as people refer to it, `acme/payments#12`; of another tracker, its own key. */
export function issueKeyOf(issue: {
  id?: number | string;
  references?: { full?: string } | null;
  web_url?: string;
}): string | undefined {
  const { id, references, web_url: url } = issue;
  if (references?.full) return references.full;
  if (typeof id === 'string') return id;
  const path = url && URL.canParse(url) ? new URL(url).pathname : '';
  const match =
    /^\/(.+?)(?:\/-)?\/(?:issues|work_items|issues\/incident)\/(\d+)$/.exec(
      path,
    );
  return match ? `${match[1]}#${match[2]}` : undefined;
}
