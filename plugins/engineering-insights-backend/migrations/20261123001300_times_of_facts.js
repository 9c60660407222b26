// @ts-check

/** Reads that need an index: [table, name, columns, comment]. */
const INDEXES = [
  [
    'pull_requests',
    'pull_requests_ended_idx',
    `(scope_id, (coalesce(merged_at, closed_at, 'infinity')))`,
    'Pull requests that were open at a moment: those that ended later or never.',
  ],
  [
    'reviews',
    'reviews_submitted_idx',
    '(scope_id, submitted_at)',
    'Reviews given in a window.',
  ],
  [
    'commits',
    'commits_authored_idx',
    '(scope_id, authored_at)',
    'Commits authored in a window.',
  ],
  [
    'commits',
    'commits_committed_idx',
    '(scope_id, committed_at)',
    'The first and the last commit of a scope.',
  ],
  [
    'issues',
    'issues_created_idx',
    '(scope_id, created_at)',
    'The first and the last issue of a scope.',
  ],
  [
    'sprints',
    'sprints_end_idx',
    '(scope_id, end_at)',
    'The first and the last sprint of a scope.',
  ],
];

/**
 * Facts by the time at which they happened, for what is counted in a window and
 * for how far back anything is known.
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
