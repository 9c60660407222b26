import type { Evidence } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { DeploymentFactKind } from '../delivery/readDeploymentFacts';

/** A rollout under one derivation, and what became of its first deployment under another one. */
export interface ComparedRollout {
  readonly title: string;
  readonly url: string | null;
  readonly at: Date;
  readonly factKind: DeploymentFactKind;
  /** The same rollout counts under the other one. */
  readonly isInBoth: boolean;
  readonly isFailed: boolean;
  readonly evidence: readonly Evidence[] | null;
  /** What the other one made of its first deployment; null where that is none there. */
  readonly other: {
    readonly environment: string | null;
    readonly isProduction: boolean;
    readonly outcome: string;
    readonly isInRollout: boolean;
  } | null;
  readonly isFailedInOther: boolean;
  /** What the other one has against it; null where it has nothing. */
  readonly otherConfidence: number | null;
}

/** An incident that is linked under one derivation, and what another one made of it. */
export interface ComparedIncident {
  readonly title: string;
  readonly url: string | null;
  readonly at: Date;
  /** Null where it is no incident of the entity there. */
  readonly otherAttribution: string | null;
}

interface Sides {
  readonly knex: Knex;
  /** Whose records are listed. */
  readonly derivationId: number;
  readonly otherDerivationId: number;
  readonly window: { readonly from: string; readonly to: string };
}

const ROLLOUTS = `
  select
    coalesce(r.version, left(r.sha, 7), d.external_id)
      || coalesce(' to ' || d.environment, '') as "title",
    d.url as "url",
    r.finished_at as "at",
    d.fact_kind as "factKind",
    same.id is not null as "isInBoth",
    coalesce(f.is_counted, false) as "isFailed",
    f.evidence as "evidence",
    case when o.id is not null then jsonb_build_object(
      'environment', o.environment,
      'isProduction', o.is_production,
      'outcome', o.outcome,
      'isInRollout', o.rollout_id is not null
    ) end as "other",
    coalesce(other_failure.is_counted, false) as "isFailedInOther",
    other_failure.confidence as "otherConfidence"
  from rollouts as r
  join deployments as d
    on d.rollout_id = r.id
    and concat_ws(':', d.scope_id, d.fact_kind, d.external_id) = r.rollout_key
  left join failures as f on f.rollout_id = r.id
  left join deployments as o
    on o.derivation_id = :otherDerivationId
    and o.scope_id = d.scope_id
    and o.fact_kind = d.fact_kind
    and o.external_id = d.external_id
  left join rollouts as same
    on same.derivation_id = :otherDerivationId
    and same.rollout_key = r.rollout_key
  left join failures as other_failure on other_failure.rollout_id = same.id
  where r.derivation_id = :derivationId
    and r.finished_at >= :from
    and r.finished_at < :to
  order by r.finished_at desc, r.rollout_key`;

const INCIDENTS = `
  select
    coalesce(i.title, i.external_id, s.title, s.external_id) as "title",
    coalesce(i.url, s.url) as "url",
    coalesce(i.opened_at, s.created_at) as "at",
    o.attribution as "otherAttribution"
  from incident_attributions as a
  left join incidents as i on i.id = a.incident_id
  left join issues as s on s.id = a.issue_id
  left join incident_attributions as o
    on o.derivation_id = :otherDerivationId
    and (o.incident_id = a.incident_id or o.issue_id = a.issue_id)
  where a.derivation_id = :derivationId
    and a.attribution = 'linked'
    and coalesce(i.opened_at, s.created_at) >= :from
    and coalesce(i.opened_at, s.created_at) < :to
  order by 3 desc, 1`;

const bindingsOf = ({ derivationId, otherDerivationId, window }: Sides) => ({
  derivationId,
  otherDerivationId,
  ...window,
});

/** The rollouts of a derivation that finished in a window, with what another derivation made of each. */
export async function listComparedRollouts(
  sides: Sides,
): Promise<readonly ComparedRollout[]> {
  const { rows } = await sides.knex.raw<{ rows: ComparedRollout[] }>(
    ROLLOUTS,
    bindingsOf(sides),
  );
  return rows;
}

/** The incidents that a derivation links and that were opened in a window, with what another derivation made of each. */
export async function listComparedIncidents(
  sides: Sides,
): Promise<readonly ComparedIncident[]> {
  const { rows } = await sides.knex.raw<{ rows: ComparedIncident[] }>(
    INCIDENTS,
    bindingsOf(sides),
  );
  return rows;
}
