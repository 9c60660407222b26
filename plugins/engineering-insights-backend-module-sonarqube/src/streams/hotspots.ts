import type { JsonObject } from '@backstage/types';
import type {
  Page,
  ReadOptions,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { SonarqubeClient } from '../client';
import { instantOf } from '../instants';
import { findHotspots, listHotspots } from '../listHotspots';
import { normalizeHotspot } from '../normalize/hotspots';
import { pick } from '../pick';
import { readAnalysedAt } from '../readAnalysedAt';
import { readFixedAt } from '../readFixedAt';

export const HOTSPOTS = 'hotspots';

/** Each may cost a question about its log, and each page keeps all that is known. */
const AT_ONCE = 500;

export type HotspotsCursor = {
  /** The analysis up to which it is known what is gone. */
  analysedAt?: string;
  /** Those that are open, by key: one that is gone is listed no more, and told as fixed. */
  open: Record<string, JsonObject>;
  /** When the others changed last, by key. */
  reviewed: Record<string, string>;
};

const FIELDS = [
  'key',
  'project',
  'component',
  'securityCategory',
  'ruleKey',
  'vulnerabilityProbability',
  'status',
  'resolution',
  'line',
  'message',
  'creationDate',
  'updateDate',
];

export function hotspotsStream(
  client: SonarqubeClient,
  { siteUrl }: { siteUrl: string },
): Stream<HotspotsCursor> {
  return {
    name: HOTSPOTS,
    produces: ['finding'],
    // Authors and assignees are left out before an item is made.
    personal: [],
    // An analysis puts the time at which it began over the later one of a person, so what is read last counts.
    identify(item) {
      const { hotspot } = item as { hotspot: JsonObject };
      return { externalId: String(hotspot.key) };
    },
    // What is listed is all there is: there is no history behind it.
    read: options =>
      options.direction === 'history' ? nothing() : readList(client, options),
    normalize: item => normalizeHotspot(item, { siteUrl }),
  };
}

async function* nothing(): AsyncGenerator<Page<HotspotsCursor>> {}

/** Reads the whole list, and hands over what is not known of it and what is gone from it. */
async function* readList(
  client: SonarqubeClient,
  { scope, cursor, signal }: ReadOptions<HotspotsCursor>,
): AsyncGenerator<Page<HotspotsCursor>> {
  const project = scope.externalId;
  const analysedAt = await readAnalysedAt(client, { project, signal });
  const listed = await listHotspots(client, { project, signal });
  const known: HotspotsCursor = {
    ...(cursor?.analysedAt && { analysedAt: cursor.analysedAt }),
    open: { ...cursor?.open },
    reviewed: { ...cursor?.reviewed },
  };
  const changed = listed
    .filter(hotspot => !isKnown(known, hotspot))
    .sort((left, right) => timeOf(left) - timeOf(right));
  for (let start = 0; start < changed.length; start += AT_ONCE) {
    const items: JsonObject[] = [];
    for (const hotspot of changed.slice(start, start + AT_ONCE)) {
      items.push(await toItem(client, hotspot, signal));
      remember(known, hotspot);
    }
    yield { items, cursor: structuredClone(known) };
  }
  const isAnalysedAnew = analysedAt && analysedAt !== known.analysedAt;
  const gone = isAnalysedAnew
    ? await findGone(client, { known, listed, signal })
    : [];
  const items = gone.map(hotspot => ({ hotspot, goneAt: analysedAt! }));
  for (const { key } of gone) delete known.open[String(key)];
  yield { items, cursor: { ...known, ...(analysedAt && { analysedAt }) } };
}

/** Open ones that the last analysis did not find any more. */
async function findGone(
  client: SonarqubeClient,
  options: {
    known: HotspotsCursor;
    listed: readonly JsonObject[];
    signal: AbortSignal;
  },
): Promise<JsonObject[]> {
  const { known, listed, signal } = options;
  const keys = new Set(listed.map(({ key }) => String(key)));
  const missing = Object.keys(known.open).filter(key => !keys.has(key));
  // A list of several pages may have shifted while it was read.
  const found = await findHotspots(client, { keys: missing, signal });
  return missing.filter(key => !found.has(key)).map(key => known.open[key]);
}

function isKnown({ open, reviewed }: HotspotsCursor, hotspot: JsonObject) {
  const key = String(hotspot.key);
  const changedAt = open[key]?.updateDate ?? reviewed[key];
  return changedAt !== undefined && changedAt === hotspot.updateDate;
}

function remember({ open, reviewed }: HotspotsCursor, hotspot: JsonObject) {
  const key = String(hotspot.key);
  delete open[key];
  delete reviewed[key];
  if (isOpen(hotspot)) open[key] = pick(hotspot, FIELDS);
  else reviewed[key] = String(hotspot.updateDate);
}

function isOpen({ status, resolution }: JsonObject): boolean {
  return status === 'TO_REVIEW' || resolution === 'ACKNOWLEDGED';
}

async function toItem(
  client: SonarqubeClient,
  listed: JsonObject,
  signal: AbortSignal,
): Promise<JsonObject> {
  const hotspot = pick(listed, FIELDS);
  if (listed.status !== 'REVIEWED' || listed.resolution !== 'FIXED')
    return { hotspot };
  const key = String(listed.key);
  const fixedAt = await readFixedAt(client, { hotspot: key, signal });
  return { hotspot, ...(fixedAt && { fixedAt }) };
}

function timeOf(hotspot: JsonObject): number {
  return instantOf(String(hotspot.updateDate)).toMillis();
}
