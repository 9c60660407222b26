import { SourceFailureError } from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import type { SonarqubeClient } from './client';
import { instantSchema } from './instants';

const answerSchema = z.object({
  component: z.object({ analysisDate: instantSchema.nullish() }),
});

/**
 * When the main branch of a project was analysed last; nothing where it never
 * was. It also tells a project that is gone or not allowed, for which the
 * search of issues finds none and says nothing.
 */
export async function readAnalysedAt(
  client: SonarqubeClient,
  options: { project: string; signal: AbortSignal },
): Promise<string | undefined> {
  const { project, signal } = options;
  const answer = await client.get('/api/components/show', {
    parameters: { component: project },
    signal,
  });
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) {
    throw new SourceFailureError(
      `SonarQube's answer to GET /api/components/show has no component.`,
    );
  }
  return parsed.data.component.analysisDate ?? undefined;
}
