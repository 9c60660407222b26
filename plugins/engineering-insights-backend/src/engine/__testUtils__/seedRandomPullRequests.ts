import { DateTime } from 'luxon';
import { pick, type RandomFacts } from './RandomFacts';

const PULL_REQUESTS = 60;
const COMMITS = 80;
const PEOPLE = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', undefined];
const ACTORS = ['human', 'human', 'human', 'unknown', 'bot', 'agent'];

/**
 * Pull requests in all states with reviews by several people, and commits by
 * them; some of them older than the window, and some ended as it begins.
 */
export async function seedRandomPullRequests(
  options: RandomFacts,
): Promise<void> {
  const { knex, next, scopeIds, days } = options;
  const start = DateTime.fromISO(options.from, { zone: 'utc' });
  const at = (day: number) =>
    start.plus({ seconds: Math.round(day * 86_400) }).toISO()!;
  for (const scopeId of scopeIds) {
    for (let number = 1_000; number < 1_000 + PULL_REQUESTS; number += 1) {
      const created = (next() * 1.2 - 0.2) * days;
      const isEnded = next() < 0.7;
      const ended = created < 0 && next() < 0.3 ? 0 : created + next() * 20;
      const isMerged = isEnded && next() < 0.7;
      const readyAt = next() < 0.3 ? at(created + next() * 5) : null;
      await knex('pull_requests').insert({
        scope_id: scopeId,
        external_id: String(number),
        source_updated_at: at(ended),
        number,
        title: `Change ${number}`,
        state: isMerged ? 'merged' : pick(next, [isEnded ? 'closed' : 'open']),
        is_draft: !isEnded && next() < 0.2,
        author_key: pick(next, PEOPLE),
        author_actor: pick(next, ACTORS),
        created_at: at(created),
        ready_for_review_at: readyAt,
        merged_at: isMerged ? at(ended) : null,
        closed_at: isEnded ? at(ended) : null,
        merged_by_key: isMerged ? pick(next, PEOPLE) : null,
        merged_by_actor: isMerged ? pick(next, ACTORS) : null,
        additions: next() < 0.9 ? Math.floor(next() * 900) : null,
        deletions: next() < 0.9 ? Math.floor(next() * 300) : null,
      });
      for (let review = 0; review < next() * 4; review += 1) {
        await knex('reviews').insert({
          scope_id: scopeId,
          external_id: `${number}-${review}`,
          source_updated_at: at(ended),
          pull_request_external_id: String(number),
          reviewer_key: pick(next, PEOPLE),
          reviewer_actor: pick(next, ACTORS),
          state: pick(next, ['approved', 'commented', 'changesRequested']),
          // Some after the end.
          submitted_at: at(created + next() * 1.2 * (ended - created)),
        });
      }
    }
    await knex('commits').insert(
      Array.from({ length: COMMITS }, (_, index) => ({
        scope_id: scopeId,
        external_id: `random-${index}`,
        source_updated_at: at(0),
        parents: pick(next, [['a'], ['a', 'b']]),
        authored_at: at(next() * days),
        committed_at: at(next() * days),
        author_key: pick(next, PEOPLE),
        author_actor: pick(next, ACTORS),
        is_on_default_branch: pick(next, [true, true, false, null]),
      })),
    );
  }
}
