import { readdirSync } from 'node:fs';
import type { Knex } from 'knex';
import { MIGRATIONS_DIRECTORY } from './database/migrate';
import { testDatabase } from './database/testDatabase';

const databases = testDatabase();
const directory = MIGRATIONS_DIRECTORY;
const at = '2026-01-01T00:00:00Z';

type Rows = readonly (readonly [table: string, row: Record<string, unknown>])[];

const fact = (fields: Record<string, unknown> = {}) => ({
  scope_id: 1,
  external_id: 'x',
  source_updated_at: at,
  ...fields,
});

/** For each migration a row of every table that it makes. */
const ROWS: Readonly<Record<string, Rows>> = {
  '20261101000000_scopes.js': [
    [
      'entities',
      {
        ref: 'component:default/payments',
        kind: 'component',
        title: 'payments',
        annotations_hash: '',
      },
    ],
    [
      'entities',
      {
        ref: 'group:default/pay',
        kind: 'group',
        title: 'pay',
        annotations_hash: '',
      },
    ],
    [
      'ownerships',
      {
        entity_id: 1,
        parent_id: 2,
        relation: 'owner',
        from_at: '-infinity',
        to_at: 'infinity',
      },
    ],
    [
      'scopes',
      {
        source: 'github',
        origin: 'https://github.com',
        external_id: 'acme/payments',
        title: 'payments',
      },
    ],
    [
      'entity_scopes',
      {
        entity_id: 1,
        scope_id: 1,
        bound_by: 'catalog',
        paths: ['payments/**'],
      },
    ],
    ['streams', { scope_id: 1, name: 'commits' }],
    ['stream_runs', { stream_id: 1, direction: 'live', started_at: at }],
    [
      'budgets',
      {
        source: 'github',
        origin: '',
        credential: 'token',
        limit: 5_000,
        remaining: 1,
        resets_at: at,
      },
    ],
  ],
  '20261101000100_payloads.js': [
    [
      'payloads',
      {
        scope_id: 1,
        stream: 'commits',
        external_id: 'x',
        observed_at: at,
        body: '{}',
        body_hash: 'x',
      },
    ],
    [
      'webhook_deliveries',
      {
        source: 'github',
        origin: '',
        delivery_key: 'x',
        headers: '{}',
        body: '{}',
      },
    ],
    [
      'webhook_counters',
      { source: 'github', origin: '', reason: 'unknownScope', count: 1 },
    ],
  ],
  '20261101000200_facts.js': [
    ['commits', fact({ parents: ['abc'], files: '[]' })],
    ['pull_requests', fact({ number: 1, labels: ['hotfix'] })],
    ['reviews', fact({ state: 'approved' })],
    ['pipeline_runs', fact({ attempt: 1 })],
    ['source_deployments', fact({ statuses: '[]' })],
    ['releases', fact({ is_prerelease: false })],
    ['incidents', fact({ caused_by: '{}' })],
    ['issues', fact({ estimate: 0.5 })],
    ['findings', fact({ identifiers: ['CVE-2026-1'] })],
    ['quality_measures', fact({ value: 0.5 })],
    ['sprints', fact({ board: 'x' })],
  ],
  '20261101000300_delivery.js': [
    ['policy_versions', { name: 'default', policy_hash: 'x', policy: '{}' }],
    ['derivations', { entity_id: 1, policy_version_id: 1 }],
    [
      'rollouts',
      {
        derivation_id: 1,
        rollout_key: '1:deployment:x',
        started_at: at,
        finished_at: at,
        last_finished_at: at,
        environment_count: 1,
        is_rollback: false,
        change_count: 1,
      },
    ],
    [
      'deployments',
      {
        derivation_id: 1,
        scope_id: 1,
        fact_kind: 'deployment',
        external_id: 'x',
        is_production: true,
        revision_status: 'resolved',
        outcome: 'success',
        is_rollback: false,
        is_unplanned: false,
        rollout_id: 1,
      },
    ],
    [
      'deployment_commits',
      {
        derivation_id: 1,
        scope_id: 1,
        sha: 'x',
        rollout_id: 1,
        is_original: false,
        started_at: at,
        finished_at: at,
      },
    ],
    [
      'deployment_commits',
      {
        derivation_id: 1,
        scope_id: 1,
        sha: 'x',
        rollout_id: null,
        is_original: true,
        started_at: at,
        finished_at: at,
      },
    ],
    [
      'deployment_pull_requests',
      {
        derivation_id: 1,
        pull_request_id: 1,
        rollout_id: 1,
        finished_at: at,
        is_contributing: true,
        is_hotfix: false,
      },
    ],
    [
      'claim_walks',
      {
        derivation_id: 1,
        scope_id: 1,
        fact_kind: 'deployment',
        external_id: 'x',
        finished_at: at,
        fingerprint: 'x',
        is_counted: true,
        change_count: 1,
        unknown_shas: ['abc'],
      },
    ],
    [
      'failures',
      {
        derivation_id: 1,
        rollout_id: 1,
        failed_at: at,
        confidence: 1,
        is_counted: true,
        evidence: '[]',
        is_marked_by_hand: false,
      },
    ],
    [
      'remediations',
      {
        derivation_id: 1,
        rollout_id: 1,
        failed_rollout_id: 1,
        kind: 'fix',
        confidence: 1,
      },
    ],
    [
      'incident_attributions',
      { derivation_id: 1, incident_id: 1, attribution: 'unlinked' },
    ],
    [
      'incident_attributions',
      { derivation_id: 1, issue_id: 1, attribution: 'unlinked' },
    ],
    [
      'marks',
      {
        entity_id: 1,
        target: 'deployment',
        scope_id: 1,
        external_id: 'x',
        fact_kind: 'deployment',
        created_by: 'user:default/guest',
      },
    ],
    ['wanted_revisions', { scope_id: 1, revision: 'x' }],
    ['dirty_marks', { entity_id: 1, from_at: '-infinity', reason: 'facts' }],
  ],
  '20261101000400_values.js': [
    [
      'current_values',
      {
        entity_id: 1,
        metric_id: 'dora.change-lead-time',
        window_days: 30,
        metric_version: 1,
        status: 'noData',
        sample_size: 0,
        answer: '{}',
        window_from: at,
        window_to: at,
        calculated_at: at,
      },
    ],
    [
      'bucket_values',
      {
        entity_id: 1,
        metric_id: 'dora.change-lead-time',
        bucket: 'week',
        from_at: at,
        metric_version: 1,
        status: 'noData',
        sample_size: 0,
        answer: '{}',
        calculated_at: at,
      },
    ],
  ],
  // These change tables and make none.
  '20261123000500_claims_without_look_ups.js': [],
  '20261123000600_issue_keys.js': [],
  '20261123000700_what_streams_produce.js': [],
  '20261123000800_services_of_scopes.js': [
    ['source_tasks', { source: 'slack', origin: '', task: 'scopes' }],
  ],
  '20261123000900_people.js': [
    ['people', { key: 'hash of user:default/ada' }],
    ['identities', { key: 'hash of ada', person_id: 1 }],
    ['listed_actors', { key: 'hash of renovate[bot]', actor: 'bot' }],
    [
      'identity_counts',
      {
        source: 'github',
        resolved_count: 1,
        unresolved_count: 2,
        counted_at: at,
      },
    ],
  ],
  '20261123001100_why_unlinked.js': [],
  '20261123001200_calendars.js': [
    ['calendars', { name: 'default', time_zone: 'UTC', summary: 'x' }],
    [
      'calendar_days',
      {
        calendar_id: 1,
        day: '2026-01-01',
        starts_at: at,
        ends_at: at,
        seconds_before: 0,
      },
    ],
  ],
  '20261123001000_budgets_of_owners.js': [],
  '20261123001300_times_of_facts.js': [],
  '20261123001400_issues_and_sprints.js': [],
  '20261123001500_pipeline_runs_by_pipeline.js': [],
  '20261123001600_finding_categories.js': [],
  '20261123001700_resolved_incidents.js': [],
  '20261124000001_overview.js': [],
  '20261124000400_policy_switches.js': [
    [
      'policy_switches',
      { entity_id: 1, policy_version_id: 1, set_by: 'configuration' },
    ],
  ],
  '20261124000500_kept_blocks.js': [
    [
      'current_blocks',
      {
        entity_id: 1,
        window_days: 90,
        version: 1,
        blocks: '{}',
        window_from: at,
        window_to: at,
        calculated_at: at,
      },
    ],
  ],
  '20261124002000_erased_names.js': [['erased_names', { key: 'k' }]],
  '20261124003000_what_one_did.js': [],
  '20261124004000_value_changes.js': [
    ['value_changes', { entity_id: 1, calculated_at: at }],
  ],
};

const files = readdirSync(directory)
  .filter(name => name.endsWith('.js'))
  .sort();

async function listTables(knex: Knex): Promise<string[]> {
  const { rows } = await knex.raw(
    `select relname as name from pg_class
     where relnamespace = cast('public' as regnamespace) and relkind in ('r', 'p')
       and relname not like 'knex_%'
     order by relname`,
  );
  return rows.map((row: { name: string }) => row.name);
}

describe('migrations', () => {
  it.each(files)(
    '%s goes up, takes a row in each table, goes down with them and up again',
    async file => {
      const knex = await databases.createEmpty();
      const earlier = files.slice(0, files.indexOf(file));
      for (const name of earlier) {
        await knex.migrate.up({ directory, name });
        for (const [table, row] of ROWS[name]) await knex(table).insert(row);
      }
      const before = await listTables(knex);

      await knex.migrate.up({ directory, name: file });
      const made = (await listTables(knex)).filter(
        table => !before.includes(table),
      );
      for (const [table, row] of ROWS[file]) await knex(table).insert(row);
      for (const table of made) {
        const [{ count }] = await knex(table).count();
        expect([
          table,
          Number(count) > 0 || table === 'payloads_default',
        ]).toEqual([table, true]);
      }

      await knex.migrate.down({ directory, name: file });
      expect(await listTables(knex)).toEqual(before);
      for (const [table] of earlier.flatMap(name => ROWS[name])) {
        expect([table, (await knex(table)).length > 0]).toEqual([table, true]);
      }
      await knex.migrate.up({ directory, name: file });
      expect(
        (await listTables(knex)).filter(table => !before.includes(table)),
      ).toEqual(made);
    },
  );

  it('comment every table and column, and name every index and constraint', async () => {
    const knex = await databases.create();
    const tables = await knex.raw(
      `select c.relname as table, a.attname as column
       from pg_class as c
       left join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = cast('public' as regnamespace) and c.relkind in ('r', 'p')
         and c.relname not like 'knex_%'
         and (obj_description(c.oid, 'pg_class') is null
           or (not c.relispartition and col_description(c.oid, a.attnum) is null))
       order by 1, 2`,
    );
    expect(tables.rows).toEqual([]);

    const indexes: { rows: { name: string }[] } = await knex.raw(
      `select i.relname as name
       from pg_index as x
       join pg_class as i on i.oid = x.indexrelid
       join pg_class as c on c.oid = x.indrelid
       where c.relnamespace = cast('public' as regnamespace)
         and c.relname not like 'knex_%' and not c.relispartition`,
    );
    expect(
      indexes.rows
        .map(({ name }) => name)
        .filter(name => !/_(pkey|key|idx)$/.test(name)),
    ).toEqual([]);
  });
});
