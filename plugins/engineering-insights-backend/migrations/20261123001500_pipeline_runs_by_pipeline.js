// @ts-check

/** Reads that need an index: [table, name, columns, comment]. */
const INDEXES = [
  [
    'pipeline_runs',
    'pipeline_runs_pipeline_idx',
    `(scope_id, pipeline, finished_at, external_id)
       where outcome in ('success', 'failure')`,
    'What a pipeline did before and after a time: since when it is red, and when it was green again.',
  ],
  [
    'pipeline_runs',
    'pipeline_runs_revision_idx',
    '(scope_id, sha, pipeline, finished_at) where sha is not null',
    'All runs of a pipeline on one commit: whether one was a repetition.',
  ],
  [
    'pipeline_runs',
    'pipeline_runs_run_again_idx',
    `(scope_id, finished_at)
       where outcome = 'success' and stages @> '[{"outcome": "failure"}]'`,
    'Successful runs of a window with a stage that failed, which may have been run again.',
  ],
  [
    'incidents',
    'incidents_resolved_idx',
    '(scope_id, (coalesce(resolved_at, opened_at)))',
    'Incidents resolved in a window, and those opened in it that are not resolved.',
  ],
  [
    'incidents',
    'incidents_ended_idx',
    `(scope_id, (coalesce(resolved_at, 'infinity')), opened_at)`,
    'Incidents that were open at a moment: those that were resolved later or never.',
  ],
];

/**
 * Pipeline runs by their pipeline and by their commit, for what is told of
 * several runs together; and incidents by their end.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const [table, name, columns, comment] of INDEXES) {
    await knex.raw(
      `create index ${name} on ${table} ${columns};
       comment on index ${name} is '${comment}'`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const [, name] of INDEXES) {
    await knex.raw(`drop index ${name}`);
  }
};
