import type { DeliveryPolicy } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** An incident, or an issue that the policy takes for one. */
export interface IncidentRowOfScope {
  readonly id: string;
  readonly factKind: 'incident' | 'issue';
  readonly scopeId: number;
  readonly externalId: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly openedAt: Date;
  readonly resolvedAt: Date | null;
  /** Also where it is not known since when. */
  readonly isResolved: boolean;
  /** What may name an entity: the service, components and labels. */
  readonly words: readonly string[];
  readonly causedBy: {
    readonly deploymentExternalId?: string | null;
    readonly sha?: string | null;
    readonly isCausedByChange?: boolean | null;
  } | null;
}

const INCIDENTS = `
  select
    i.id::text as "id",
    'incident' as "factKind",
    i.scope_id as "scopeId",
    i.external_id as "externalId",
    i.title as "title",
    i.url as "url",
    i.opened_at as "openedAt",
    i.resolved_at as "resolvedAt",
    i.resolved_at is not null or coalesce(i.is_resolved, false) as "isResolved",
    array_remove(array[i.service], null) as "words",
    i.caused_by as "causedBy"
  from incidents as i
  where i.scope_id = any(:scopeIds)
    and i.opened_at is not null
    and i.deleted_at is null
  order by i.opened_at, i.scope_id, i.external_id`;

const ISSUES = `
  with words as (
    select
      cast(:types as text[]) as types,
      cast(:labels as text[]) as labels,
      cast(:components as text[]) as components,
      cast(:priorities as text[]) as priorities
  )
  select
    i.id::text as "id",
    'issue' as "factKind",
    i.scope_id as "scopeId",
    i.external_id as "externalId",
    i.title as "title",
    i.url as "url",
    i.created_at as "openedAt",
    i.closed_at as "resolvedAt",
    i.closed_at is not null or coalesce(i.status_category = 'done', false)
      as "isResolved",
    coalesce(i.components, '{}') || coalesce(i.labels, '{}') as "words",
    null::jsonb as "causedBy"
  from issues as i
  cross join words as w
  where i.scope_id = any(:scopeIds)
    and i.created_at is not null
    and i.deleted_at is null
    and (w.types = '{}' or lower(i.type) = any(w.types) or lower(i.source_type) = any(w.types))
    and (w.labels = '{}' or lower(i.labels::text)::text[] && w.labels)
    and (w.components = '{}' or lower(i.components::text)::text[] && w.components)
    and (w.priorities = '{}' or lower(i.priority) = any(w.priorities))
  order by i.created_at, i.scope_id, i.external_id`;

/**
 * The incidents of some scopes, in the order of their opening. Issues count
 * where the policy says which: by type, label, component and priority, each of
 * those it names.
 */
export async function readIncidents(options: {
  knex: Knex;
  scopeIds: readonly number[];
  policy: DeliveryPolicy['incidents'];
}): Promise<IncidentRowOfScope[]> {
  const { knex, policy } = options;
  const scopeIds = [...options.scopeIds];
  const { rows: incidents } = await prepared<{ rows: IncidentRowOfScope[] }>(
    knex,
    INCIDENTS,
    { scopeIds },
  );
  const services = lower(policy.services);
  const wanted = incidents.filter(
    incident =>
      services.length === 0 ||
      incident.words.some(word => services.includes(word.toLowerCase())),
  );
  const filters = {
    types: lower(policy.issueTypes),
    labels: lower(policy.labels),
    components: lower(policy.components),
    priorities: lower(policy.priority),
  };
  if (Object.values(filters).every(words => words.length === 0)) return wanted;
  const { rows: issues } = await prepared<{ rows: IncidentRowOfScope[] }>(
    knex,
    ISSUES,
    {
      scopeIds,
      ...filters,
    },
  );
  return [...wanted, ...issues];
}

function lower(words: readonly string[]): string[] {
  return words.map(word => word.toLowerCase());
}
