import type { Budget } from '@sei-platform/plugin-engineering-insights-node';
import type { JiraClient, JiraRequest } from './client';

const PAGE_SIZE = 50;

/** All `values` of a list that is paged by position, as those of boards and sprints are. */
export async function readValues<T>(
  client: JiraClient,
  request: Omit<JiraRequest, 'method' | 'body' | 'accepted'> & {
    /** Statuses that mean that there is no such list. */
    readonly refusals: readonly number[];
  },
): Promise<{ isRefused: boolean; values: T[]; budget?: Budget }> {
  const { refusals, parameters, ...asking } = request;
  const values: T[] = [];
  for (;;) {
    const { status, data, budget } = await client.ask({
      ...asking,
      parameters: {
        ...parameters,
        startAt: values.length,
        maxResults: PAGE_SIZE,
      },
      accepted: refusals,
    });
    if (refusals.includes(status)) return { isRefused: true, values: [] };
    const page = data as unknown as { values: T[]; isLast?: boolean };
    values.push(...page.values);
    if (page.isLast !== false || page.values.length === 0)
      return { isRefused: false, values, budget };
  }
}
