import type { JsonValue } from '@backstage/types';
import type {
  Page,
  ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { Asker } from '../createAsker';
import { createdAtOf, type Incident } from '../incident';
import { instantOf, isoOf } from '../instants';
import { listCreated } from '../listIncidents';
import type { IncidentsCursor } from './incidents';
import { toItem } from './toItem';

/** Each may cost a question about its log. */
const PAGE_SIZE = 25;

/** Reads the incidents of a service by their creation, newest first. */
export async function* readHistory(
  asker: Asker,
  options: ReadOptions<IncidentsCursor>,
): AsyncGenerator<Page<IncidentsCursor>> {
  const { scope, cursor, since } = options;
  const until = cursor?.until ?? options.until;
  for await (const incidents of listCreated(asker, {
    serviceId: scope.externalId,
    from: since,
    to: until,
    order: 'desc',
  })) {
    for (let start = 0; start < incidents.length; start += PAGE_SIZE) {
      const page = incidents.slice(start, start + PAGE_SIZE);
      const coveredFrom = secondAfter(page, until);
      const items: JsonValue[] = [];
      for (const incident of page) items.push(await toItem(asker, incident));
      yield {
        items,
        cursor: { until: coveredFrom },
        coveredFrom,
        budget: asker.budget(),
      };
    }
  }
  yield {
    items: [],
    cursor: { until: since },
    coveredFrom: since,
    budget: asker.budget(),
  };
}

/** The second after the oldest, as others of its second may be on the next page. */
function secondAfter(page: readonly Incident[], until: string): string {
  const oldest = DateTime.min(...page.flatMap(each => createdAtOf(each) ?? []));
  const after = oldest?.plus({ seconds: 1 }) ?? instantOf(until);
  return isoOf(DateTime.min(after, instantOf(until)));
}
