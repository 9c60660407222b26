/**
 * What sources say, in our words and free of any policy. One table per kind of
 * fact, all alike: the natural key is (scope_id, external_id); each column but
 * the common ones is a field of the fact and null where nothing is known.
 * Arrays stay with their row, since a newer array replaces the older one whole.
 *
 * @typedef {[name: string, type: string, comment: string]} Column
 */

const INSTANT = 'timestamptz';

/** @type {Record<string, { comment: string, columns: Column[] }>} */
const TABLES = {
  commits: {
    comment: 'One row per revision of a scope; external_id is the SHA.',
    columns: [
      [
        'parents',
        'text[]',
        'SHAs of the parents, the first is the branch merged into.',
      ],
      [
        'authored_at',
        INSTANT,
        'The clock of a change: a rebase does not rewrite it.',
      ],
      ['committed_at', INSTANT, 'When it got its present SHA.'],
      [
        'author_key',
        'text',
        'Salted hash of the author, to count distinct contributors.',
      ],
      ['author_actor', 'text', 'human, bot, agent or unknown.'],
      ['title', 'text', 'First line of the message.'],
      ['additions', 'integer', 'Lines added.'],
      ['deletions', 'integer', 'Lines deleted.'],
      [
        'files',
        'jsonb',
        '[{path, status, additions, deletions}], null where not asked for.',
      ],
      [
        'is_on_default_branch',
        'boolean',
        'Reachable from the default branch when it was read.',
      ],
    ],
  },
  pull_requests: {
    comment: 'One row per pull request or merge request.',
    columns: [
      ['number', 'integer', 'As people call it.'],
      ['title', 'text', 'Its title.'],
      ['state', 'text', 'open, merged or closed.'],
      ['is_draft', 'boolean', 'Not yet ready for review.'],
      ['author_key', 'text', 'Salted hash of the author.'],
      ['author_actor', 'text', 'human, bot, agent or unknown.'],
      ['created_at', INSTANT, 'When it was opened.'],
      [
        'ready_for_review_at',
        INSTANT,
        'Opened, or last left draft before the first review.',
      ],
      ['merged_at', INSTANT, 'When it was merged.'],
      ['closed_at', INSTANT, 'When it was closed or merged.'],
      [
        'merge_commit_sha',
        'text',
        'The commit that merging made: merge, squash, or last of a rebase.',
      ],
      ['head_sha', 'text', 'Its last own commit.'],
      ['head_branch', 'text', 'The branch it comes from.'],
      ['base_branch', 'text', 'The branch it goes to.'],
      [
        'commits',
        'jsonb',
        '[{sha, authoredAt, committedAt}], the original ones.',
      ],
      ['additions', 'integer', 'Lines added.'],
      ['deletions', 'integer', 'Lines deleted.'],
      ['changed_file_count', 'integer', 'Files changed.'],
      [
        'files',
        'jsonb',
        '[{path, status, additions, deletions}], null where not known.',
      ],
      ['labels', 'text[]', 'Its labels.'],
      ['issue_keys', 'text[]', 'Issues that it names.'],
      ['merged_by_key', 'text', 'Salted hash of who merged.'],
      ['merged_by_actor', 'text', 'human, bot, agent or unknown.'],
    ],
  },
  reviews: {
    comment: 'One row per submitted verdict on a pull request.',
    columns: [
      [
        'pull_request_external_id',
        'text',
        'external_id of its pull request in the same scope.',
      ],
      ['reviewer_key', 'text', 'Salted hash of the reviewer.'],
      ['reviewer_actor', 'text', 'human, bot, agent or unknown.'],
      ['state', 'text', 'approved, changesRequested, commented or dismissed.'],
      ['submitted_at', INSTANT, 'When it was submitted.'],
      ['comment_count', 'integer', 'Comments that came with it.'],
    ],
  },
  pipeline_runs: {
    comment: 'One row per execution of a pipeline.',
    columns: [
      ['pipeline', 'text', 'Name or path of the pipeline.'],
      ['branch', 'text', 'The branch it ran on.'],
      ['sha', 'text', 'The revision it ran on.'],
      ['trigger', 'text', "What started it, in the source's word."],
      ['attempt', 'integer', '1 for the first.'],
      ['queued_at', INSTANT, 'When it was asked for.'],
      ['started_at', INSTANT, 'When it began.'],
      ['finished_at', INSTANT, 'When it ended.'],
      ['outcome', 'text', 'success, failure, cancelled, skipped or unknown.'],
      ['source_outcome', 'text', "The source's word for the outcome."],
      ['stages', 'jsonb', '[{name, startedAt, finishedAt, outcome}].'],
      ['tests', 'jsonb', '{total, failed, skipped}.'],
    ],
  },
  source_deployments: {
    comment:
      'One row per deployment as a source reports it; which of them count is policy.',
    columns: [
      ['environment', 'text', "The source's name of the environment."],
      ['sha', 'text', 'The revision, whole or abbreviated.'],
      ['ref', 'text', 'The branch or tag.'],
      ['version', 'text', 'The version, where the source names one.'],
      ['started_at', INSTANT, 'When it began.'],
      ['finished_at', INSTANT, 'The first terminal status.'],
      [
        'outcome',
        'text',
        'success if any status was, failure, cancelled or unknown.',
      ],
      ['source_outcome', 'text', "The source's word for the outcome."],
      ['statuses', 'jsonb', '[{at, state}], all that was ever told.'],
      ['is_rollback', 'boolean', 'The source says that it is a rollback.'],
      ['is_unplanned', 'boolean', 'The source says that it was not planned.'],
      ['service', 'text', 'The service that it names.'],
      ['pipeline_run_external_id', 'text', 'The pipeline run that made it.'],
    ],
  },
  releases: {
    comment: 'One row per named version; external_id is the tag.',
    columns: [
      ['name', 'text', 'Its name.'],
      ['sha', 'text', 'The revision, annotated tags peeled.'],
      ['published_at', INSTANT, 'When it was published or tagged.'],
      ['is_prerelease', 'boolean', 'Not for production.'],
    ],
  },
  incidents: {
    comment: 'One row per problem in production that needed attention.',
    columns: [
      ['title', 'text', 'Its title.'],
      ['severity', 'text', 'critical, high, medium, low or unknown.'],
      ['source_severity', 'text', "The source's word for the severity."],
      ['opened_at', INSTANT, 'When it was opened.'],
      ['acknowledged_at', INSTANT, 'When someone took it.'],
      ['resolved_at', INSTANT, 'When it was over.'],
      ['service', 'text', 'The service that it names.'],
      [
        'caused_by',
        'jsonb',
        '{deploymentExternalId, sha, isCausedByChange}, as the source says.',
      ],
    ],
  },
  issues: {
    comment: 'One row per work item of a tracker; external_id is its key.',
    columns: [
      ['title', 'text', 'Its title.'],
      [
        'type',
        'text',
        'feature, defect, incident, maintenance, subtask or other.',
      ],
      ['source_type', 'text', "The source's word for the type."],
      ['status_category', 'text', 'todo, inProgress or done.'],
      ['source_status', 'text', "The source's word for the status."],
      ['priority', 'text', "The source's word for the priority."],
      ['created_at', INSTANT, 'When it was made.'],
      ['closed_at', INSTANT, 'When it was done.'],
      ['assignee_key', 'text', 'Salted hash of the assignee.'],
      ['assignee_actor', 'text', 'human, bot, agent or unknown.'],
      [
        'estimate',
        'double precision',
        "In the source's unit, such as story points.",
      ],
      ['labels', 'text[]', 'Its labels.'],
      ['parent_key', 'text', 'The issue that it belongs to.'],
      ['components', 'text[]', 'Its components.'],
      ['sprint_changes', 'jsonb', '[{at, sprintId, action}].'],
      ['transitions', 'jsonb', '[{at, from, to, toCategory}].'],
    ],
  },
  findings: {
    comment: 'One row per security or quality problem reported by a scanner.',
    columns: [
      ['tool', 'text', 'The scanner.'],
      ['rule', 'text', 'Its rule.'],
      ['title', 'text', 'What it says.'],
      ['severity', 'text', 'critical, high, medium, low or unknown.'],
      ['source_severity', 'text', "The scanner's word for the severity."],
      ['state', 'text', 'open, fixed or dismissed.'],
      ['first_seen_at', INSTANT, 'When it was first seen.'],
      ['fixed_at', INSTANT, 'When it was fixed.'],
      ['location', 'jsonb', '{path, line}.'],
      ['identifiers', 'text[]', 'CVE, CWE, GHSA.'],
      ['package', 'jsonb', '{name, version, fixedIn}.'],
    ],
  },
  quality_measures: {
    comment: 'One row per measurement of quality.',
    columns: [
      ['measure', 'text', 'coverage, duplication, reliabilityRating.'],
      ['value', 'double precision', "In the measure's own unit."],
      ['measured_at', INSTANT, 'When it was measured.'],
    ],
  },
  sprints: {
    comment: 'One row per time box of a board.',
    columns: [
      ['name', 'text', 'Its name.'],
      ['board', 'text', 'Its board.'],
      ['state', 'text', "The source's word for its state."],
      ['start_at', INSTANT, 'When it was to begin.'],
      ['end_at', INSTANT, 'When it was to end.'],
      ['completed_at', INSTANT, 'When it was closed.'],
    ],
  },
};

/** Reads that need an index: [table, name, columns, comment]. */
const INDEXES = [
  [
    'commits',
    'commits_reverts_idx',
    `(scope_id) where title like 'Revert "%'`,
    'Reverts of a scope, as evidence of failure.',
  ],
  [
    'pull_requests',
    'pull_requests_merge_commit_idx',
    '(scope_id, merge_commit_sha) where merge_commit_sha is not null',
    'Which pull request a squash or merge commit stands for.',
  ],
  [
    'pull_requests',
    'pull_requests_head_idx',
    '(scope_id, head_sha) where merged_at is not null and merge_commit_sha is null',
    'Which merged pull request a commit stands for where the source names no merge commit.',
  ],
  [
    'pull_requests',
    'pull_requests_merged_idx',
    '(scope_id, merged_at) where merged_at is not null',
    'Pull requests merged in a window.',
  ],
  [
    'reviews',
    'reviews_pull_request_idx',
    '(scope_id, pull_request_external_id)',
    'The reviews of a pull request.',
  ],
  [
    'source_deployments',
    'source_deployments_finished_idx',
    '(scope_id, finished_at)',
    'Deployments of a scope from some time on.',
  ],
  [
    'releases',
    'releases_sha_idx',
    '(scope_id, sha)',
    'The release of a revision.',
  ],
  [
    'incidents',
    'incidents_opened_idx',
    '(scope_id, opened_at)',
    'Incidents of a scope from some time on.',
  ],
  [
    'pipeline_runs',
    'pipeline_runs_finished_idx',
    '(scope_id, finished_at)',
    'Pipeline runs of a scope from some time on.',
  ],
];

/** @type {Column[]} */
const COMMON = [
  ['external_id', 'text not null', "The source's own id."],
  ['url', 'text', 'Where people see it.'],
  [
    'source_updated_at',
    'timestamptz not null',
    'The newest time of a change that the source told.',
  ],
  [
    'field_times',
    "jsonb not null default '{}'",
    'The time of each field that is older than source_updated_at, and of each that was cleared; a null without a time was never told.',
  ],
  ['deleted_at', 'timestamptz', 'A tombstone: the source no longer has it.'],
];

/** @param {string} text */
const literal = text => `'${text.replaceAll("'", "''")}'`;

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const [name, { comment, columns }] of Object.entries(TABLES)) {
    const all = [...COMMON, ...columns];
    const statements = [
      `create table ${name} (
         id bigint generated always as identity primary key,
         scope_id integer not null references scopes (id) on delete cascade,
         ${all.map(([column, type]) => `"${column}" ${type}`).join(', ')},
         constraint ${name}_natural_key unique (scope_id, external_id))`,
      `comment on table ${name} is ${literal(comment)}`,
      `comment on column ${name}.id is 'Stands for the row in the delivery tables.'`,
      `comment on column ${name}.scope_id is 'Where it belongs.'`,
      ...all.map(
        ([column, , text]) =>
          `comment on column ${name}."${column}" is ${literal(text)}`,
      ),
    ];
    await knex.raw(statements.join(';\n'));
  }
  for (const [table, name, columns, comment] of INDEXES) {
    await knex.raw(
      `create index ${name} on ${table} ${columns}; comment on index ${name} is ${literal(
        comment,
      )}`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of Object.keys(TABLES).reverse()) {
    await knex.schema.dropTable(name);
  }
};
