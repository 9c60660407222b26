import type { JsonValue } from '@backstage/types';
import type { Page } from '@sei-platform/plugin-engineering-insights-node';
import type { CommitsCursor } from './commits';
import {
  CONTENTS_PERMISSION,
  restItemOf,
  type Asking,
  type RestCommit,
} from './commitItems';
import { readNumberedPage } from './readNumberedPage';

/** What a revision reaches and another one does not, oldest first. Of two that share no ancestor GitHub has nothing. */
export async function* readComparison(
  asking: Asking,
  options: {
    base: string;
    target: string;
    /** How many of its commits were read. */
    start: number;
    isOnDefaultBranch?: boolean;
  },
): AsyncGenerator<Page<CommitsCursor>> {
  const { base, target, isOnDefaultBranch } = options;
  const { client, ...request } = asking;
  let { start } = options;
  for (;;) {
    const { answer, size } = await readNumberedPage(
      client,
      {
        ...request,
        permission: CONTENTS_PERMISSION,
        path: `/repos/${request.scope.externalId}/compare/${base}...${target}`,
      },
      start,
    );
    start += size;
    if (answer.result === 'notModified') return;
    const { commits } = answer.data as unknown as { commits: RestCommit[] };
    const items: JsonValue[] = [];
    for (const commit of commits) {
      items.push(await restItemOf(asking, commit, isOnDefaultBranch));
    }
    yield {
      items,
      cursor: answer.hasNextPage
        ? { head: base, comparison: { target, read: start } }
        : { head: target },
      budget: answer.budget,
    };
    if (!answer.hasNextPage) return;
  }
}
