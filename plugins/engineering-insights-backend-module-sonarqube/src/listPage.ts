import type { JsonObject } from '@backstage/types';
import { SourceFailureError } from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import type { Parameters, SonarqubeClient } from './client';

/** SonarQube lists no more of an answer than this, on whatever page. */
export const LONGEST_LIST = 10_000;
/** The most that SonarQube gives at once. */
export const PAGE_SIZE = 500;

export interface ListedPage {
  readonly items: readonly JsonObject[];
  /** Of all pages. */
  readonly total: number;
  readonly hasMore: boolean;
}

const pagingSchema = z.object({ paging: z.object({ total: z.number() }) });

/** A page of what stands under a name of the answer: `issues`. */
export async function listPage(
  client: SonarqubeClient,
  path: string,
  options: {
    name: string;
    parameters: Parameters;
    /** From 1. */
    page: number;
    signal: AbortSignal;
  },
): Promise<ListedPage> {
  const { name, page, signal } = options;
  const answer = await client.get(path, {
    parameters: { ...options.parameters, p: page, ps: PAGE_SIZE },
    signal,
  });
  const items = answer[name];
  const paging = pagingSchema.safeParse(answer);
  if (!Array.isArray(items) || !items.every(isObject) || !paging.success) {
    throw new SourceFailureError(
      `SonarQube's answer to GET ${path} has no pages of ${name}.`,
    );
  }
  const { total } = paging.data.paging;
  const hasMore = items.length > 0 && page * PAGE_SIZE < total;
  return { items, total, hasMore };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
