import type { JsonObject } from '@backstage/types';
import type { Parameters, SonarqubeClient } from './client';
import { LONGEST_LIST, listPage } from './listPage';

/** What the hotspots of a project are cut into where it has more than SonarQube lists; each is in one of them. */
const SLICES: readonly Parameters[] = [
  { status: 'TO_REVIEW' },
  ...['FIXED', 'SAFE', 'ACKNOWLEDGED'].map(resolution => ({
    status: 'REVIEWED',
    resolution,
  })),
];
/** As many as an address has room for. */
const KEYS_AT_ONCE = 100;

/**
 * All security hotspots of a project that are to be reviewed or were. SonarQube
 * neither orders them by a time nor lists those that the code has no more.
 */
export async function listHotspots(
  client: SonarqubeClient,
  options: { project: string; signal: AbortSignal },
): Promise<readonly JsonObject[]> {
  const { project, signal } = options;
  // It was renamed in 10.2; SonarQube passes over a name that it does not know.
  const parameters = { projectKey: project, project };
  const whole = await list(client, { parameters, signal });
  if (whole !== 'tooMany') return whole;
  const all: JsonObject[] = [];
  for (const slice of SLICES) {
    const part = await list(client, {
      parameters: { ...parameters, ...slice },
      signal,
    });
    if (part === 'tooMany') {
      throw new Error(
        `SonarQube lists no more than ${LONGEST_LIST} security hotspots to a question, and ${project} has more with ${JSON.stringify(
          slice,
        )}. Switch off the rule that finds most of them, and read the project again.`,
      );
    }
    all.push(...part);
  }
  return all;
}

/** Which of these hotspots are still to be reviewed or reviewed. */
export async function findHotspots(
  client: SonarqubeClient,
  options: { keys: readonly string[]; signal: AbortSignal },
): Promise<ReadonlySet<string>> {
  const { keys, signal } = options;
  const found = new Set<string>();
  for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
    const { items } = await listPage(client, '/api/hotspots/search', {
      name: 'hotspots',
      parameters: {
        hotspots: keys.slice(start, start + KEYS_AT_ONCE).join(','),
      },
      page: 1,
      signal,
    });
    for (const { key } of items) found.add(String(key));
  }
  return found;
}

async function list(
  client: SonarqubeClient,
  options: { parameters: Parameters; signal: AbortSignal },
): Promise<JsonObject[] | 'tooMany'> {
  const all: JsonObject[] = [];
  for (let page = 1; ; page += 1) {
    const { items, hasMore, total } = await listPage(
      client,
      '/api/hotspots/search',
      { ...options, name: 'hotspots', page },
    );
    if (total > LONGEST_LIST) return 'tooMany';
    all.push(...items);
    if (!hasMore) return all;
  }
}
