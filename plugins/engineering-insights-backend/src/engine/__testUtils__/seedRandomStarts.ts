import { DateTime } from 'luxon';
import type { Knex } from 'knex';

interface Claim {
  readonly scope_id: number;
  readonly sha: string;
  readonly started_at: Date;
  readonly pull_request_id: string | null;
}

const DAY = 86_400;

/**
 * All that a change can be measured from, for changes that were seeded: dates of
 * commits, some of them unknown and some after the deployment, in the commits or
 * in the list of a pull request; changes without a pull request; and some that
 * were written after their deployment.
 */
export async function seedRandomStarts(options: {
  readonly knex: Knex;
  readonly next: () => number;
}): Promise<void> {
  const { knex, next } = options;
  const claims: Claim[] = await knex('deployment_commits')
    .distinct('scope_id', 'sha', 'started_at', 'pull_request_id')
    .orderBy(['scope_id', 'sha']);
  for (const { scope_id, sha, started_at, pull_request_id } of claims) {
    const claim = { scope_id, sha };
    const authored = DateTime.fromJSDate(started_at, { zone: 'utc' });
    const committedAt = authored
      .plus({ seconds: Math.round(next() * 6 * DAY) })
      .toISO()!;
    const drawn = next();
    if (drawn < 0.5) {
      await knex('commits').insert({
        scope_id,
        external_id: sha,
        source_updated_at: committedAt,
        authored_at: started_at,
        committed_at: next() < 0.9 ? committedAt : null,
      });
    } else if (drawn < 0.8) {
      await knex('deployment_commits')
        .where(claim)
        .update({ is_original: true });
      await knex('pull_requests')
        .where({ id: pull_request_id })
        .update({
          commits: JSON.stringify([
            { sha, authoredAt: authored.toISO(), committedAt },
          ]),
        });
    }
    if (next() < 0.15) {
      await knex('deployment_commits')
        .where(claim)
        .update({ pull_request_id: null });
    }
    if (next() < 0.1) {
      await knex('deployment_commits')
        .where({ ...claim, excluded_reason: null })
        .update({
          started_at: knex.raw(`finished_at + interval '1 hour'`),
          excluded_reason: 'startsAfterFinish',
        });
    }
  }
}
