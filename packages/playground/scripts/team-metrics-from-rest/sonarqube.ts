import type { Facts, Finding, Window } from './facts';
import { at, instant, sendJson } from './http';

interface RawIssue {
  key: string;
  project: string;
  creationDate: string;
  closeDate?: string;
  issueStatus: string;
}
interface RawHotspot {
  key: string;
  creationDate: string;
  status: string;
  resolution?: string;
}
interface HotspotDetails {
  changelog?: {
    creationDate: string;
    diffs: { key: string; newValue?: string }[];
  }[];
}
interface History {
  measures: { metric: string; history: { date: string; value?: string }[] }[];
}
interface Paging {
  paging: { total: number };
}

export interface SonarqubeScope {
  playground: string;
  token: string;
  project: string;
  window: Window;
}

const PAGE_SIZE = 500;

export async function addSonarqube(
  facts: Facts,
  scope: SonarqubeScope,
): Promise<void> {
  const project = encodeURIComponent(scope.project);
  const issues = await readPaged<RawIssue>(
    scope,
    `issues/search?componentKeys=${project}&types=VULNERABILITY`,
    'issues',
  );
  const own = issues.filter(issue => issue.project === scope.project);
  facts.findings.push(...own.map(toFinding));
  const hotspots = await readPaged<RawHotspot>(
    scope,
    `hotspots/search?projectKey=${project}`,
    'hotspots',
  );
  for (const raw of hotspots)
    facts.findings.push(await readHotspot(scope, raw));
  await addCoverage(facts, scope);
  facts.connected.add('findings');
}

function get<T>(scope: SonarqubeScope, path: string): Promise<T> {
  return sendJson({
    url: `${scope.playground}/sonarqube/api/${path}`,
    headers: { authorization: `Bearer ${scope.token}` },
  });
}

async function readPaged<T>(
  scope: SonarqubeScope,
  path: string,
  list: string,
): Promise<T[]> {
  const items: T[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await get<Paging & Record<string, T[]>>(
      scope,
      `${path}&ps=${PAGE_SIZE}&p=${page}`,
    );
    items.push(...answer[list]);
    if (page * PAGE_SIZE >= answer.paging.total) return items;
  }
}

function toFinding(raw: RawIssue): Finding {
  const finding = {
    id: `sonarqube ${raw.key}`,
    firstSeenAt: instant(raw.creationDate),
  };
  if (raw.issueStatus === 'FIXED')
    return { ...finding, state: 'fixed', endedAt: at(raw.closeDate) };
  const isDismissed = ['ACCEPTED', 'FALSE_POSITIVE'].includes(raw.issueStatus);
  return { ...finding, state: isDismissed ? 'dismissed' : 'open' };
}

async function readHotspot(
  scope: SonarqubeScope,
  raw: RawHotspot,
): Promise<Finding> {
  const finding = {
    id: `sonarqube ${raw.key}`,
    firstSeenAt: instant(raw.creationDate),
  };
  if (raw.resolution === 'SAFE' || raw.resolution === 'EXCEPTION')
    return { ...finding, state: 'dismissed' };
  if (raw.resolution !== 'FIXED' && raw.status !== 'CLOSED')
    return { ...finding, state: 'open' };
  const { changelog = [] } = await get<HotspotDetails>(
    scope,
    `hotspots/show?hotspot=${raw.key}`,
  );
  const fixed = changelog
    .filter(({ diffs }) =>
      diffs.some(
        ({ key, newValue }) => key === 'resolution' && newValue === 'FIXED',
      ),
    )
    .map(({ creationDate }) => instant(creationDate));
  return {
    ...finding,
    state: 'fixed',
    endedAt: fixed.length > 0 ? Math.max(...fixed) : undefined,
  };
}

/** The newest value before the window's end, however old. */
async function addCoverage(facts: Facts, scope: SonarqubeScope): Promise<void> {
  const project = encodeURIComponent(scope.project);
  let newest: { at: number; value: number } | undefined;
  for (let page = 1; ; page += 1) {
    const answer = await get<Paging & History>(
      scope,
      `measures/search_history?component=${project}&metrics=coverage&ps=1000&p=${page}`,
    );
    for (const { date, value } of answer.measures[0]?.history ?? []) {
      const measuredAt = instant(date);
      if (value === undefined || measuredAt >= scope.window.to) continue;
      if (!newest || measuredAt > newest.at)
        newest = { at: measuredAt, value: Number(value) / 100 };
    }
    if (page * 1000 >= answer.paging.total) break;
  }
  if (newest) facts.coverages.push(newest.value);
}
