import {
  isNotFoundError,
  type Page,
  type ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient } from '../client';
import { HISTORY_PAGE_SIZE, readHistoryPage } from './commitHistory';
import { itemsOf } from './commitItems';
import type { CommitsCursor } from './commits';
import { createPageSizer } from './pageSizer';
import { readComparison } from './readComparison';

/** A revision that meets no known commit within this many stays without a base. */
const LONGEST_REVISION = 2_000;

/** Commits that a revision reaches and the known heads do not. */
export async function* readRevision(
  client: GithubClient,
  options: {
    scope: ScopeRef;
    revision: string;
    knownHeads: readonly string[];
    signal: AbortSignal;
  },
): AsyncGenerator<Page<CommitsCursor>> {
  const { scope, revision, knownHeads, signal } = options;
  const asking = { client, scope, signal };
  const [base] = knownHeads;
  if (base) {
    const page = await readHistoryPage(asking, {
      revision,
      sized: createPageSizer(HISTORY_PAGE_SIZE),
    });
    const head = page?.head;
    // A revision that the repository lost is no failure: delivery lists it as unresolved.
    if (!head) return;
    try {
      yield* readComparison(asking, { base, target: head, start: 0 });
      return;
    } catch (error) {
      if (!isNotFoundError(error)) throw error;
    }
  }
  const known = new Set(knownHeads);
  const sized = createPageSizer(HISTORY_PAGE_SIZE);
  let after: string | undefined;
  for (let count = 0; count < LONGEST_REVISION; ) {
    const page = await readHistoryPage(asking, { revision, after, sized });
    if (!page) return;
    after = page.after;
    count += page.size;
    yield {
      items: await itemsOf(asking, page.commits, undefined),
      cursor: { walk: { head: page.head, after } },
      budget: page.budget,
    };
    if (!after || page.commits.some(commit => known.has(commit.oid))) return;
  }
}
