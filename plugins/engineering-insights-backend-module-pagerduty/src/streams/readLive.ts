import type { JsonValue } from '@backstage/types';
import {
  isNotFoundError,
  type Page,
  type ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { Asker } from '../createAsker';
import {
  changedAtOf,
  createdAtOf,
  isObject,
  projectIncident,
  type Incident,
} from '../incident';
import { instantOf, isoOf } from '../instants';
import { listCreated, listOpen } from '../listIncidents';
import type { IncidentsCursor } from './incidents';
import { toItem } from './toItem';

/** A new incident may be listed a little late, and clocks differ. */
const OVERLAP = { hours: 1 };
const PAGE_SIZE = 25;

/**
 * Reads what changed of the incidents of a service. PagerDuty lists them by
 * their creation alone, so what is remembered are those that were open, however
 * old: one that is open no longer is asked for by its id. One that was reopened
 * is among the open ones.
 */
export async function* readLive(
  asker: Asker,
  options: ReadOptions<IncidentsCursor>,
): AsyncGenerator<Page<IncidentsCursor>> {
  const { scope, cursor, since, until } = options;
  const serviceId = scope.externalId;
  // PagerDuty lists nothing for a service that there is none of.
  if (!cursor) await asker.get(`/services/${encodeURIComponent(serviceId)}`);
  const createdFrom = cursor?.createdFrom ?? since;
  const known = { ...cursor?.known };
  const open = await listOpen(asker, { serviceId });
  const created: Incident[] = [];
  for await (const page of listCreated(asker, {
    serviceId,
    from: createdFrom,
    to: until,
    order: 'asc',
  })) {
    created.push(...page);
  }
  const listed = new Map([...open, ...created].map(each => [each.id, each]));
  const unlisted = Object.keys(known).filter(id => !listed.has(id));
  const closed = await readEach(asker, unlisted);
  const changed = [...listed.values(), ...closed]
    .filter(each => known[each.id] !== changedAtOf(each))
    .filter(each => !isBefore(each, since))
    .sort((left, right) => timeOf(left) - timeOf(right));

  // One that was left out of the list, or reopened since, is open all the same.
  const stillOpen = closed.filter(({ status }) => status !== 'resolved');
  const next = nextCursor({
    open: [...open, ...stillOpen],
    created,
    createdFrom,
    until,
  });
  for (let start = 0; start < changed.length; start += PAGE_SIZE) {
    const incidents = changed.slice(start, start + PAGE_SIZE);
    const items: JsonValue[] = [];
    for (const incident of incidents) {
      items.push(await toItem(asker, incident));
      known[incident.id] = changedAtOf(incident);
    }
    const isLast = start + PAGE_SIZE >= changed.length;
    yield {
      items,
      cursor: isLast ? next : { createdFrom, known: { ...known } },
      budget: asker.budget(),
    };
  }
  if (changed.length === 0)
    yield { items: [], cursor: next, budget: asker.budget() };
}

async function readEach(
  asker: Asker,
  ids: readonly string[],
): Promise<Incident[]> {
  const incidents: Incident[] = [];
  for (const id of ids) {
    try {
      const { incident } = await asker.get(
        `/incidents/${encodeURIComponent(id)}`,
      );
      if (isObject(incident)) incidents.push(projectIncident(incident));
    } catch (error) {
      // Deleted with its service, or moved out of sight: there is nothing more to learn of it.
      if (!isNotFoundError(error)) throw error;
    }
  }
  return incidents;
}

function nextCursor(read: {
  open: readonly Incident[];
  created: readonly Incident[];
  createdFrom: string;
  until: string;
}): IncidentsCursor {
  const from = DateTime.max(
    instantOf(read.createdFrom),
    instantOf(read.until).minus(OVERLAP),
  );
  const followed = [
    ...read.open,
    ...read.created.filter(each => !isBefore(each, isoOf(from))),
  ];
  return {
    createdFrom: isoOf(from),
    known: Object.fromEntries(
      followed.map(each => [each.id, changedAtOf(each)]),
    ),
  };
}

/** One whose opening is not told as expected is before nothing, so that it is seen that it is invalid. */
function isBefore(incident: Incident, limit: string): boolean {
  const at = createdAtOf(incident);
  return at !== undefined && at < instantOf(limit);
}

function timeOf(incident: Incident): number {
  return Date.parse(changedAtOf(incident));
}
