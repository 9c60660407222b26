// @ts-check

/** Reads that need an index: [table, name, column, comment]. */
const INDEXES = [
  [
    'commits',
    'commits_author_idx',
    'author_key',
    'What a person committed, for that person. Of the key alone, as equal keys are then stored once.',
  ],
  [
    'pull_requests',
    'pull_requests_author_idx',
    'author_key',
    'Which pull requests a person opened, for that person.',
  ],
  [
    'reviews',
    'reviews_reviewer_idx',
    'reviewer_key',
    'What a person reviewed, for that person.',
  ],
];

/**
 * Facts by who did them, for those who ask for what they did themselves.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const [table, name, column, comment] of INDEXES) {
    await knex.raw(
      `create index ${name} on ${table} (${column}) where ${column} is not null;
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
