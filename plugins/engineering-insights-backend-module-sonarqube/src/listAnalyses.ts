import type { JsonObject } from '@backstage/types';
import { SourceFailureError } from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import type { SonarqubeClient } from './client';
import { instantOf, instantSchema, toParameter } from './instants';

/** All of them are known to every version since 9.9; one that is not would fail the question. */
const METRICS = [
  'coverage',
  'duplicated_lines_density',
  'ncloc',
  'reliability_rating',
  'security_rating',
  'security_review_rating',
  'sqale_rating',
  'sqale_index',
];
/** The most that SonarQube gives of this list. */
const ANALYSES_AT_ONCE = 1_000;

/** What an analysis measured. */
export type Analysis = JsonObject & {
  analysedAt: string;
  measures: Record<string, string>;
};

const answerSchema = z.object({
  paging: z.object({ total: z.number() }),
  measures: z.array(
    z.object({
      metric: z.string(),
      // An analysis that did not measure something has no value of it.
      history: z.array(
        z.object({ date: instantSchema, value: z.string().optional() }),
      ),
    }),
  ),
});

/** A page of the analyses of a project's main branch, the oldest first. */
export async function listAnalyses(
  client: SonarqubeClient,
  options: {
    project: string;
    /** ISO 8601, inclusive. */
    from: string;
    /** ISO 8601, inclusive. */
    to?: string;
    /** From 1. */
    page: number;
    signal: AbortSignal;
  },
): Promise<{ analyses: readonly Analysis[]; pageCount: number }> {
  const { project, from, to, page, signal } = options;
  const path = '/api/measures/search_history';
  const answer = await client.get(path, {
    parameters: {
      component: project,
      metrics: METRICS.join(','),
      from: toParameter(instantOf(from)),
      ...(to && { to: toParameter(instantOf(to)) }),
      p: page,
      ps: ANALYSES_AT_ONCE,
    },
    signal,
  });
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) {
    throw new SourceFailureError(
      `SonarQube's answer to GET ${path} has no history of measures.`,
    );
  }
  const { paging, measures } = parsed.data;
  const byInstant = new Map<string, Record<string, string>>();
  for (const { metric, history } of measures) {
    for (const { date, value } of history) {
      const measured = byInstant.get(date) ?? {};
      byInstant.set(date, measured);
      if (value !== undefined) measured[metric] = value;
    }
  }
  return {
    analyses: [...byInstant]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([analysedAt, measured]) => ({ analysedAt, measures: measured })),
    pageCount: Math.ceil(paging.total / ANALYSES_AT_ONCE),
  };
}
