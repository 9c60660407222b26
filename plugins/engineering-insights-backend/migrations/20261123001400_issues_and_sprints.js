// @ts-check

/** Reads that need an index: [table, name, kind and columns, comment]. */
const INDEXES = [
  [
    'issues',
    'issues_open_until_idx',
    `btree (scope_id, (coalesce(closed_at, 'infinity')))`,
    'Issues closed in a window, and those that were open at a moment: closed later or never.',
  ],
  [
    'issues',
    'issues_ever_in_progress_idx',
    `btree (scope_id) where transitions @> '[{"toCategory": "inProgress"}]'`,
    'Whether any issue of a scope was ever in progress.',
  ],
  [
    'issues',
    'issues_sprints_idx',
    `gin ((jsonb_path_query_array(sprint_changes, '$[*].sprintId')) jsonb_path_ops)`,
    'The issues that were ever in a sprint.',
  ],
];

/**
 * Issues by when they were open, by progress and by sprint, for what is planned
 * and finished.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const [table, name, columns, comment] of INDEXES) {
    await knex.raw(
      `create index ${name} on ${table} using ${columns};
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
