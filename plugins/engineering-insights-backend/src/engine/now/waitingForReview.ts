import type { NowTile } from '@sei-platform/plugin-engineering-insights-common';
import { openPullRequests } from '../../metrics';
import type { NowWorkQuestion } from './NowQuestion';
import {
  OPEN_PULL_REQUEST_SQL,
  PULL_REQUEST_ITEM_SQL,
} from './openPullRequestItemSql';
import { readNowItems } from './readNowItems';

/** Open pull requests that are ready for review for more than a day, and that nobody else has reviewed. */
export async function waitingForReview(
  question: NowWorkQuestion,
): Promise<NowTile> {
  const { cohort = 'all' } = question;
  const found = await readNowItems(question, {
    shared: openPullRequests({ cohort, clock: 'elapsed' }),
    sql: `
       select ${PULL_REQUEST_ITEM_SQL},
              ready.at as since
         ${OPEN_PULL_REQUEST_SQL}
        cross join lateral (
          select coalesce(pull_request.ready_for_review_at,
                   pull_request.created_at) as at
        ) as ready
        where open.stage = 'waiting'
          and not open.is_left_out_as_bot
          and ready.at < open.at - interval '1 day'`,
  });
  return { status: 'ok', ...found };
}
