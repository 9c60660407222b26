import {
  deliveryPolicySchema,
  type DeliveryPolicyInput,
  type Fact,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { writeFacts } from '../../database/operations/facts/writeFacts';
import { deriveEntity } from '../deriveEntity';

const RECEIVED_AT = '2026-12-31T00:00:00.000Z';
export const NOW = DateTime.fromISO('2026-12-31T00:00:00Z', { zone: 'utc' });

/** What was derived for an entity, by natural keys and in a fixed order. */
export interface DerivedTables {
  readonly deployments: readonly Record<string, unknown>[];
  readonly rollouts: readonly Record<string, unknown>[];
  readonly claims: readonly Record<string, unknown>[];
  readonly pullRequests: readonly Record<string, unknown>[];
  readonly failures: readonly Record<string, unknown>[];
  readonly remediations: readonly Record<string, unknown>[];
  readonly incidents: readonly Record<string, unknown>[];
}

/** Entities, scopes and facts in a database, and what deriving makes of them. */
export class DeliveryWorld {
  readonly #knex: Knex;
  readonly #scopes = new Map<string, number>();
  readonly #entities = new Map<string, number>();

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  scopeId(name: string): number {
    return this.#scopes.get(name)!;
  }

  entityId(name: string): number {
    return this.#entities.get(name)!;
  }

  /** Adds an entity that reads some scopes. */
  async addEntity(options: {
    name: string;
    scopes: readonly {
      name: string;
      source?: string;
      paths?: readonly string[];
    }[];
    settings?: Readonly<Record<string, string>>;
  }): Promise<number> {
    const { name, scopes, settings = {} } = options;
    const [{ id }] = await this.#knex('entities')
      .insert({
        ref: `component:default/${name}`,
        kind: 'component',
        title: name,
        annotations_hash: '',
        settings: JSON.stringify(settings),
      })
      .returning('id');
    this.#entities.set(name, id);
    for (const scope of scopes) {
      await this.#knex('entity_scopes').insert({
        entity_id: id,
        scope_id: await this.#addScope(scope),
        bound_by: 'catalog',
        paths: scope.paths,
      });
    }
    return id;
  }

  async #addScope({
    name,
    source = 'github',
  }: {
    name: string;
    source?: string;
  }): Promise<number> {
    const known = this.#scopes.get(name);
    if (known !== undefined) return known;
    const [{ id }] = await this.#knex('scopes')
      .insert({
        source,
        origin: `https://${source}.example.org`,
        external_id: name,
        title: name,
      })
      .returning('id');
    this.#scopes.set(name, id);
    return id;
  }

  /** Binds an entity to other paths of a scope than before; to all of it where absent. */
  async rebind(options: {
    entity: string;
    scope: string;
    paths?: readonly string[];
  }): Promise<void> {
    const { entity, scope, paths } = options;
    await this.#knex('entity_scopes')
      .where({
        entity_id: this.entityId(entity),
        scope_id: this.scopeId(scope),
      })
      .update({ paths: paths ? [...paths] : null });
  }

  /** @returns from when on deriving is touched. */
  async write(
    scope: string,
    facts: readonly Fact[],
  ): Promise<string | undefined> {
    const { touchedFromAt } = await this.#knex.transaction(knex =>
      writeFacts({
        knex,
        facts,
        scopeId: this.scopeId(scope),
        receivedAt: RECEIVED_AT,
        identitySalt: 'salt',
      }),
    );
    return touchedFromAt;
  }

  /** Marks a deployment, or what `target` says, by hand. */
  async mark(
    entity: string,
    options: { scope: string } & Record<string, unknown>,
  ): Promise<void> {
    const { scope, ...mark } = options;
    await this.#knex('marks').insert({
      entity_id: this.entityId(entity),
      scope_id: this.scopeId(scope),
      target: 'deployment',
      fact_kind: 'deployment',
      created_by: 'user:default/guest',
      ...mark,
    });
  }

  async derive(
    entity: string,
    options: {
      fromAt?: string;
      policy?: DeliveryPolicyInput;
      now?: DateTime;
      /** Where it is to be part of a transaction. */
      knex?: Knex;
    } = {},
  ) {
    const { fromAt, policy, now = NOW, knex = this.#knex } = options;
    const result = await deriveEntity({
      knex,
      entityId: this.entityId(entity),
      policies: {
        default: deliveryPolicySchema.parse(policy ?? {}),
        byAnnotation: {},
      },
      fromAt,
      now,
    });
    if (result.status === 'gone') throw new Error(`${entity} is gone`);
    return result;
  }

  /** Forgets what was derived, as if nothing had been. */
  async forget(entity: string): Promise<void> {
    await this.#knex('derivations')
      .where({ entity_id: this.entityId(entity) })
      .delete();
    await this.#knex('wanted_revisions').delete();
  }

  async read(entity: string): Promise<DerivedTables> {
    const derivation = `(select derivation_id from entities where id = ${this.entityId(
      entity,
    )})`;
    const query = async (sql: string) =>
      (await this.#knex.raw<{ rows: Record<string, unknown>[] }>(sql)).rows;
    return {
      deployments: await query(`
        select d.external_id, d.environment, d.is_production, d.sha, d.revision_status,
          d.version, d.started_at, d.finished_at, d.outcome, d.is_rollback, r.rollout_key
        from deployments as d
        left join rollouts as r on r.id = d.rollout_id
        where d.derivation_id = ${derivation}
        order by d.finished_at, d.scope_id, d.external_id`),
      rollouts: await query(`
        select split_part(rollout_key, ':', 3) as first, sha, started_at, finished_at, last_finished_at,
          environment_count, is_rollback, change_count, no_change_reason
        from rollouts where derivation_id = ${derivation}
        order by finished_at, rollout_key collate "C"`),
      claims: await query(`
        select c.scope_id, c.sha, c.is_original, split_part(r.rollout_key, ':', 3) as rollout, c.started_at, c.finished_at,
          c.actor, c.excluded_reason, p.number as pull_request
        from deployment_commits as c
        left join rollouts as r on r.id = c.rollout_id
        left join pull_requests as p on p.id = c.pull_request_id
        where c.derivation_id = ${derivation}
        order by c.scope_id, c.sha, c.is_original`),
      pullRequests: await query(`
        select p.number, split_part(r.rollout_key, ':', 3) as rollout, d.finished_at, d.is_contributing, d.is_hotfix
        from deployment_pull_requests as d
        join pull_requests as p on p.id = d.pull_request_id
        join rollouts as r on r.id = d.rollout_id
        where d.derivation_id = ${derivation}
        order by p.number`),
      failures: await query(`
        select split_part(r.rollout_key, ':', 3) as rollout, f.failed_at, f.confidence, f.is_counted,
          (select jsonb_agg(e ->> 'kind') from jsonb_array_elements(f.evidence) as e) as evidence,
          f.is_marked_by_hand, f.recovered_at, f.recovered_by
        from failures as f
        join rollouts as r on r.id = f.rollout_id
        where f.derivation_id = ${derivation}
        order by r.finished_at, r.rollout_key collate "C"`),
      remediations: await query(`
        select split_part(r.rollout_key, ':', 3) as rollout, split_part(f.rollout_key, ':', 3) as failed, m.kind, m.confidence
        from remediations as m
        join rollouts as r on r.id = m.rollout_id
        join rollouts as f on f.id = m.failed_rollout_id
        where m.derivation_id = ${derivation}
        order by r.finished_at, r.rollout_key collate "C", f.rollout_key collate "C"`),
      incidents: await query(`
        select coalesce(i.external_id, s.external_id) as incident, a.attribution,
          a.reason, split_part(r.rollout_key, ':', 3) as rollout, a.confidence
        from incident_attributions as a
        left join incidents as i on i.id = a.incident_id
        left join issues as s on s.id = a.issue_id
        left join rollouts as r on r.id = a.rollout_id
        where a.derivation_id = ${derivation}
        order by 1`),
    };
  }
}
