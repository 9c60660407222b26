import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import type { SarifResult, SarifRun } from './sarifSchema';

/** Where the problem is: the first place that the result names, below the root of what was scanned. */
export function locationOf(
  run: SarifRun,
  result: SarifResult,
): NonNullable<FindingFact['location']> | undefined {
  const place = result.locations?.[0]?.physicalLocation;
  const told = place?.artifactLocation;
  if (!told) return undefined;
  const location = told.uri
    ? told
    : run.artifacts?.[told.index ?? -1]?.location ?? told;
  if (!location.uri) return undefined;
  const line = place.region?.startLine;
  return {
    path: pathOf(run, location).slice(0, 4_096),
    ...(typeof line === 'number' && line > 0 && { line }),
  };
}

function pathOf(
  run: SarifRun,
  { uri, uriBaseId }: { uri?: string | null; uriBaseId?: string | null },
): string {
  const bases = basesOf(run, uriBaseId);
  const relative = bases
    .filter(base => !isAbsolute(base))
    .reduceRight((path, base) => `${path}${base}`, '');
  const root = bases.find(isAbsolute);
  const text = uri ?? '';
  if (root && text.startsWith(root)) return decode(text.slice(root.length));
  return decode(`${isAbsolute(text) ? '' : relative}${text}`);
}

/** The URIs that a base stands for, from the nearest to the root. */
function basesOf(run: SarifRun, id: string | null | undefined): string[] {
  const uris: string[] = [];
  const seen = new Set<string>();
  for (let next = id; next && !seen.has(next); ) {
    seen.add(next);
    const base: { uri?: string | null; uriBaseId?: string | null } | undefined =
      run.originalUriBaseIds?.[next];
    if (base?.uri) uris.push(base.uri);
    next = base?.uriBaseId;
  }
  return uris;
}

function isAbsolute(uri: string): boolean {
  return /^([a-z][a-z0-9+.-]*:|\/)/i.test(uri);
}

function decode(uri: string): string {
  const path = uri
    .replace(/^file:\/\/(localhost)?/, '')
    .replace(/^\/+/, '/')
    .replace(/^\.\//, '');
  try {
    return decodeURIComponent(path);
  } catch {
    // Not encoded after all.
    return path;
  }
}
