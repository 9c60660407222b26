import type { Person } from '../simulation/model';
import { toIso } from '../simulation/time';
import {
  AUTO_RESOLVE_SECONDS,
  happenedAt,
  type PagerdutyIncident,
} from './incidents';
import type { PagerdutyService } from './services';

/** Where this account stands: `http://127.0.0.1:7070/pagerduty`. */
export interface PagerdutySite {
  readonly baseUrl: string;
}

type LogEntry = PagerdutyIncident['log'][number];

function reference(
  site: PagerdutySite,
  options: { id: string; kind: string; summary: string; page?: string },
) {
  const { id, kind, summary, page = `${kind}s` } = options;
  return {
    id,
    type: `${kind}_reference`,
    summary,
    self: `${site.baseUrl}/${kind}s/${id}`,
    html_url: `${site.baseUrl}/${page}/${id}`,
  };
}

function serviceReference(site: PagerdutySite, service: PagerdutyService) {
  const { id, name } = service;
  return reference(site, {
    id,
    kind: 'service',
    summary: name,
    page: 'service-directory',
  });
}

function userReference(site: PagerdutySite, person: Person) {
  return reference(site, {
    id: `P${person.id}`,
    kind: 'user',
    summary: person.name,
  });
}

function summaryOf({ number, title }: PagerdutyIncident): string {
  return `[#${number}] ${title}`;
}

function logEntryId({ number }: PagerdutyIncident, { type }: LogEntry): string {
  return `R${number}${type.toUpperCase()}`;
}

export function renderService(site: PagerdutySite, service: PagerdutyService) {
  const { repository } = service;
  return {
    ...serviceReference(site, service),
    type: 'service',
    name: service.name,
    description: repository.description,
    status: 'active',
    auto_resolve_timeout: AUTO_RESOLVE_SECONDS,
    alert_creation: 'create_alerts_and_incidents',
    teams: [],
  };
}

export function renderIncident(
  site: PagerdutySite,
  incident: PagerdutyIncident,
) {
  const { id, number, title, service, status, urgency, priority } = incident;
  const responder = userReference(site, incident.responder);
  const createdAt = toIso(happenedAt(incident, 'trigger')!);
  const acknowledgedAt = happenedAt(incident, 'acknowledge');
  const resolvedAt = happenedAt(incident, 'resolve');
  const changedAt = resolvedAt ?? acknowledgedAt;
  const lastChange = changedAt === undefined ? createdAt : toIso(changedAt);
  const isOpen = status !== 'resolved';
  return {
    incident_number: number,
    title,
    description: title,
    created_at: createdAt,
    updated_at: lastChange,
    status,
    incident_key: `failure-${number}`,
    service: serviceReference(site, service),
    assignments: isOpen ? [{ at: createdAt, assignee: responder }] : [],
    assigned_via: 'escalation_policy',
    last_status_change_at: lastChange,
    resolved_at: resolvedAt === undefined ? null : toIso(resolvedAt),
    first_trigger_log_entry: reference(site, {
      id: logEntryId(incident, incident.log[0]),
      kind: 'trigger_log_entry',
      summary: 'Triggered through the API',
    }),
    alert_counts: { all: 0, triggered: 0, resolved: 0 },
    is_mergeable: isOpen,
    escalation_policy: reference(site, {
      id: `P${service.id}`,
      kind: 'escalation_policy',
      summary: `${service.name} on call`,
    }),
    teams: [],
    pending_actions: [],
    acknowledgements:
      status === 'acknowledged'
        ? [{ at: lastChange, acknowledger: responder }]
        : [],
    basic_alert_grouping: null,
    alert_grouping: null,
    last_status_change_by:
      changedAt === undefined ? serviceReference(site, service) : responder,
    incidents_responders: [],
    responder_requests: [],
    subscriber_requests: [],
    ...(priority && {
      priority: reference(site, {
        id: `P${priority}`,
        kind: 'priority',
        summary: priority,
      }),
    }),
    urgency,
    id,
    type: 'incident',
    summary: summaryOf(incident),
    self: `${site.baseUrl}/incidents/${id}`,
    html_url: `${site.baseUrl}/pages/incidents/${id}`,
  };
}

export function renderLogEntry(
  site: PagerdutySite,
  { incident, entry }: { incident: PagerdutyIncident; entry: LogEntry },
) {
  const id = logEntryId(incident, entry);
  const isByPerson = entry.type === 'acknowledge' || entry.type === 'resolve';
  return {
    id,
    type: `${entry.type}_log_entry`,
    summary: `${entry.type} by ${
      isByPerson ? incident.responder.name : incident.service.name
    }`,
    self: `${site.baseUrl}/log_entries/${id}`,
    html_url: `${site.baseUrl}/incidents/${incident.id}/log_entries/${id}`,
    created_at: toIso(entry.at),
    agent: isByPerson
      ? userReference(site, incident.responder)
      : serviceReference(site, incident.service),
    channel: { type: isByPerson ? 'website' : 'api' },
    service: serviceReference(site, incident.service),
    incident: reference(site, {
      id: incident.id,
      kind: 'incident',
      summary: summaryOf(incident),
    }),
    teams: [],
    contexts: [],
    event_details: { description: incident.title },
  };
}
