import type { JsonObject } from '@backstage/types';
import { sendJson, type Answer } from './startPagerdutyServer';

const RANGE_MS = 180 * 86_400_000;
const LONGEST_LIST = 10_000;

/** An incident of a test: its log is made of what happened to it. */
export interface FakeIncident {
  readonly id: string;
  readonly service: string;
  readonly createdAt: string;
  readonly openedMs: number;
  readonly log: { readonly type: string; readonly at: string }[];
}

/** An account of PagerDuty in memory, which lists as REST v2 does: by creation, in ranges and no further than 10,000. */
export class FakeAccount {
  readonly services = new Set<string>();
  readonly incidents: FakeIncident[] = [];
  /** Entries that name no service, as none is promised. */
  hasNamelessEntries = false;

  trigger(id: string, createdAt: string, service = 'PPAY'): FakeIncident {
    this.services.add(service);
    const log = [{ type: 'trigger', at: createdAt }];
    const openedMs = Date.parse(createdAt);
    const incident = { id, service, createdAt, openedMs, log };
    this.incidents.push(incident);
    return incident;
  }

  answer: Answer = ({ url }, response) => {
    const [, kind, id, part] = url.pathname.split('/');
    if (kind === 'services') {
      if (this.services.has(id)) sendJson(response, { service: { id } });
      else sendJson(response, {}, { status: 404 });
      return;
    }
    if (kind === 'log_entries') {
      sendJson(response, this.#logOf(this.incidents, url.searchParams));
      return;
    }
    const incident = this.incidents.find(each => each.id === id);
    if (id && !incident) sendJson(response, {}, { status: 404 });
    else if (incident && part)
      sendJson(response, this.#logOf([incident], url.searchParams));
    else if (incident) sendJson(response, { incident: render(incident) });
    else this.#sendList(url.searchParams, response);
  };

  #sendList(query: URLSearchParams, response: Parameters<Answer>[1]): void {
    const [from, to] = ['since', 'until'].map(name =>
      Date.parse(query.get(name) ?? ''),
    );
    const isAll = query.get('date_range') === 'all';
    const end = Number(query.get('offset')) + Number(query.get('limit'));
    if ((!isAll && !(to - from <= RANGE_MS)) || end > LONGEST_LIST) {
      sendJson(response, {}, { status: 400 });
      return;
    }
    const services = query.getAll('service_ids[]');
    const statuses = query.getAll('statuses[]');
    // Incidents of one test are triggered in any order.
    const found = this.incidents
      .filter(each => services.includes(each.service))
      .filter(each => isAll || (each.openedMs >= from && each.openedMs < to))
      .filter(each => !statuses.length || statuses.includes(statusOf(each)))
      .sort((left, right) => left.openedMs - right.openedMs);
    if (query.get('sort_by') === 'created_at:desc') found.reverse();
    const { items, ...page } = pageOf(found, query);
    sendJson(response, { incidents: items.map(render), ...page });
  }

  #logOf(incidents: readonly FakeIncident[], query: URLSearchParams) {
    const since = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z');
    const entries = incidents
      .flatMap(({ service, log }) => log.map(entry => ({ service, ...entry })))
      .filter(({ at }) => Date.parse(at) >= since)
      .sort((left, right) => Date.parse(right.at) - Date.parse(left.at))
      .map(({ service, type, at }) => ({
        type: `${type}_log_entry`,
        created_at: at,
        agent: { summary: 'Responder One' },
        ...(!this.hasNamelessEntries && { service: { id: service } }),
      }));
    const { items, ...page } = pageOf(entries, query);
    return { log_entries: items, ...page };
  }
}

function statusOf({ log }: FakeIncident): string {
  const { type } = log[log.length - 1];
  if (type === 'resolve') return 'resolved';
  return type === 'acknowledge' ? 'acknowledged' : 'triggered';
}

function render(incident: FakeIncident): JsonObject {
  const { id, service, createdAt, log } = incident;
  const last = log[log.length - 1];
  const status = statusOf(incident);
  return {
    id,
    type: 'incident',
    title: `Incident ${id}`,
    status,
    urgency: 'high',
    created_at: createdAt,
    updated_at: last.at,
    last_status_change_at: last.at,
    resolved_at: status === 'resolved' ? last.at : null,
    service: { id: service, summary: `Service ${service}` },
    assignments: [{ assignee: { summary: 'Responder One' } }],
    last_status_change_by: { summary: 'Responder One' },
    acknowledgements:
      status === 'acknowledged'
        ? [{ at: last.at, acknowledger: { summary: 'Responder One' } }]
        : [],
  };
}

function pageOf<T>(all: readonly T[], query: URLSearchParams) {
  const offset = Number(query.get('offset'));
  const limit = Number(query.get('limit'));
  const end = offset + limit;
  return {
    items: all.slice(offset, end),
    limit,
    offset,
    more: end < all.length,
  };
}
