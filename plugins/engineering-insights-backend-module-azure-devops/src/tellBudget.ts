import type { JsonValue } from '@backstage/types';
import type { Page } from '@sei-platform/plugin-engineering-insights-node';
import type { AzureDevopsClient } from './client';

/** Pages with the rate limit as it is behind each: most of what a page costs is asked for after its list. */
export async function* tellBudget<TCursor extends JsonValue>(
  client: AzureDevopsClient,
  pages: AsyncIterable<Page<TCursor>>,
): AsyncGenerator<Page<TCursor>> {
  for await (const page of pages) {
    yield { ...page, budget: client.lastBudget() };
  }
}
