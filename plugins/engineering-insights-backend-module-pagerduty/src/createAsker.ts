import type { JsonObject } from '@backstage/types';
import {
  SourceFailureError,
  type Budget,
} from '@sei-platform/plugin-engineering-insights-node';
import type { PagerdutyClient, Parameters } from './client';
import { isObject } from './incident';

/** Asks on behalf of one reading, and knows the budget that the last answer told. */
export interface Asker {
  get(path: string, parameters?: Parameters): Promise<JsonObject>;
  /** A page of what stands under a name: `incidents`. */
  list(
    path: string,
    options: { name: string; parameters: Parameters },
  ): Promise<{ items: JsonObject[]; hasMore: boolean }>;
  budget(): Budget | undefined;
}

export function createAsker(
  client: PagerdutyClient,
  options: { permission: string; signal: AbortSignal },
): Asker {
  let budget: Budget | undefined;
  async function get(path: string, parameters?: Parameters) {
    const answer = await client.get({ ...options, path, parameters });
    budget = answer.budget ?? budget;
    return answer.data;
  }
  return {
    get,
    async list(path, { name, parameters }) {
      const answer = await get(path, parameters);
      const items = answer[name];
      if (!Array.isArray(items) || !items.every(isObject)) {
        throw new SourceFailureError(
          `PagerDuty's answer to GET ${path} has no list of ${name}.`,
        );
      }
      return { items, hasMore: answer.more === true };
    },
    budget: () => budget,
  };
}
