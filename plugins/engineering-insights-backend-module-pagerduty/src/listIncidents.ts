import { DateTime } from 'luxon';
import type { Parameters } from './client';
import type { Asker } from './createAsker';
import { createdAtOf, projectIncident, type Incident } from './incident';
import { instantOf, isoOf } from './instants';

const PAGE_SIZE = 100;
/** PagerDuty lists no further than this of one question. */
const LONGEST_LIST = 10_000;
/** PagerDuty takes no range of more than 180 days. */
const LONGEST_RANGE = { days: 179 };

/**
 * The incidents of a service that were created in a range, page by page. A
 * list that PagerDuty would not give whole goes on from the last incident that
 * it gave, in a range of its own.
 */
export async function* listCreated(
  asker: Asker,
  options: {
    serviceId: string;
    from: string;
    to: string;
    order: 'asc' | 'desc';
  },
): AsyncGenerator<Incident[]> {
  const { serviceId, order } = options;
  let [from, to] = [instantOf(options.from), instantOf(options.to)];
  while (from < to) {
    const range =
      order === 'asc'
        ? { from, to: DateTime.min(to, from.plus(LONGEST_RANGE)) }
        : { from: DateTime.max(from, to.minus(LONGEST_RANGE)), to };
    let last: Incident | undefined;
    let isWhole = true;
    for await (const page of listPages(asker, {
      service_ids: [serviceId],
      since: isoOf(range.from),
      // Whether the end belongs to a range, PagerDuty does not say.
      until: isoOf(range.to.plus({ seconds: 1 })),
      sort_by: `created_at:${order}`,
    })) {
      ({ isWhole } = page);
      last = page.incidents.at(-1) ?? last;
      if (page.incidents.length > 0) yield page.incidents;
    }
    const reached = isWhole || !last ? undefined : createdAtOf(last);
    // Others of the same second may be left, so the second is listed again.
    const step = { seconds: 1 };
    if (order === 'asc')
      from = reached ? DateTime.max(reached, from.plus(step)) : range.to;
    else to = reached ? DateTime.min(reached, to.minus(step)) : range.from;
  }
}

/** The incidents of a service that are not resolved, whenever they were created. */
export async function listOpen(
  asker: Asker,
  { serviceId }: { serviceId: string },
): Promise<Incident[]> {
  const open: Incident[] = [];
  for await (const { incidents, isWhole } of listPages(asker, {
    service_ids: [serviceId],
    statuses: ['triggered', 'acknowledged'],
    date_range: 'all',
    sort_by: 'created_at:asc',
  })) {
    open.push(...incidents);
    if (!isWhole) {
      throw new Error(
        `PagerDuty lists the first ${LONGEST_LIST} open incidents only, and the service ${serviceId} has more. Resolve those that are over.`,
      );
    }
  }
  return open;
}

async function* listPages(
  asker: Asker,
  parameters: Parameters,
): AsyncGenerator<{ incidents: Incident[]; isWhole: boolean }> {
  for (let offset = 0; ; offset += PAGE_SIZE) {
    const { items, hasMore } = await asker.list('/incidents', {
      name: 'incidents',
      parameters: { ...parameters, time_zone: 'UTC', limit: PAGE_SIZE, offset },
    });
    const isLast = offset + 2 * PAGE_SIZE > LONGEST_LIST;
    yield {
      incidents: items.map(projectIncident),
      isWhole: !(isLast && hasMore),
    };
    if (!hasMore || isLast) return;
  }
}
