import { DateTime } from 'luxon';
import { pick, type RandomFacts } from './RandomFacts';

const RUNS = 220;
const INCIDENTS = 40;
const BRANCHES = ['main', 'main', 'main', 'main', 'master', 'feature/x', null];
const OUTCOMES = [
  'success',
  'success',
  'success',
  'failure',
  'failure',
  'cancelled',
  'skipped',
  'unknown',
];
const TRIGGERS = ['push', 'push', 'schedule', 'pull_request', null];
const STAGES = [
  null,
  [{ name: 'build', outcome: 'success' }],
  [
    { name: 'test', outcome: 'failure' },
    { name: 'lint', outcome: 'success' },
    { name: 'test', outcome: 'success' },
  ],
];
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'unknown', null];
const REASONS = ['ofAnother', 'sharedScope', 'noDeployment', null];

/**
 * Pipeline runs of few pipelines on few commits, on several branches and with
 * every outcome; and incidents, and issues taken for such, that some components
 * share and others answer for.
 */
export async function seedRandomReliability(
  options: RandomFacts,
): Promise<void> {
  const { knex, next, scopeIds, days } = options;
  const start = DateTime.fromISO(options.from, { zone: 'utc' });
  // Some were there before the window, some lie on the edge of a day. Whole seconds have one sum, in whatever order.
  const instant = () => {
    const day = next() * (days + 20) - 20;
    const placed = next() < 0.1 ? Math.round(day) : day;
    return start.plus({ seconds: Math.round(placed * 86_400) });
  };
  for (const scopeId of scopeIds) {
    await knex('pipeline_runs').insert(
      Array.from({ length: RUNS }, (_, index) => {
        const finished = instant();
        const isRunning = next() < 0.05;
        const sha = Math.floor(next() * 80);
        return {
          scope_id: scopeId,
          external_id: `run-${index}`,
          source_updated_at: finished.toISO(),
          pipeline: pick(next, ['build.yml', 'deploy.yml', null]),
          branch: pick(next, BRANCHES),
          // Commits of the repository, some of which are on its default branch.
          sha: sha < 70 ? `random-${sha}` : null,
          trigger: pick(next, TRIGGERS),
          attempt: pick(next, [1, 1, 1, 2, null]),
          started_at:
            next() < 0.9
              ? finished
                  .plus({ seconds: 120 - Math.floor(next() * 3_600) })
                  .toISO()
              : null,
          finished_at: isRunning ? null : finished.toISO(),
          outcome: isRunning ? 'unknown' : pick(next, OUTCOMES),
          stages: JSON.stringify(pick(next, STAGES)),
          deleted_at: next() < 0.03 ? finished.toISO() : null,
        };
      }),
    );
    await knex('pull_requests')
      .where({ scope_id: scopeId })
      .update({ base_branch: 'main' });
    const readers = await knex('entities')
      .join('entity_scopes', 'entity_scopes.entity_id', 'entities.id')
      .where({ scope_id: scopeId })
      .pluck('derivation_id');
    for (let index = 0; index < INCIDENTS; index += 1) {
      const isIssue = next() < 0.4;
      const opened = instant();
      const isOver = next() < 0.7;
      const hasEnd = isOver && next() < 0.9;
      const end = hasEnd
        ? opened.plus({ minutes: Math.floor(next() * 20_000) - 200 }).toISO()
        : null;
      const common = {
        scope_id: scopeId,
        external_id: `incident-${index}`,
        source_updated_at: opened.plus({ days: 5 }).toISO(),
        title: `Incident ${index}`,
        deleted_at: next() < 0.05 ? opened.toISO() : null,
      };
      const [{ id }] = isIssue
        ? await knex('issues')
            .insert({
              ...common,
              created_at: opened.toISO(),
              closed_at: end,
              status_category: isOver ? 'done' : 'todo',
            })
            .returning('id')
        : await knex('incidents')
            .insert({
              ...common,
              opened_at: opened.toISO(),
              resolved_at: end,
              severity: pick(next, SEVERITIES),
            })
            .returning('id');
      for (const derivationId of readers.filter(() => next() < 0.9)) {
        await knex('incident_attributions').insert({
          derivation_id: derivationId,
          incident_id: isIssue ? null : id,
          issue_id: isIssue ? id : null,
          attribution: 'unlinked',
          reason: pick(next, REASONS),
        });
      }
    }
  }
}
