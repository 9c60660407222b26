import { isNotFoundError } from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import type { SonarqubeClient } from './client';
import { instantSchema } from './instants';

const answerSchema = z.object({
  changelog: z.array(
    z.object({
      creationDate: instantSchema,
      diffs: z.array(
        z.object({ key: z.string(), newValue: z.string().nullish() }),
      ),
    }),
  ),
});

/** When a person said of a hotspot that it is fixed, as its log tells. */
export async function readFixedAt(
  client: SonarqubeClient,
  options: { hotspot: string; signal: AbortSignal },
): Promise<string | undefined> {
  const { hotspot, signal } = options;
  try {
    const answer = await client.get('/api/hotspots/show', {
      parameters: { hotspot },
      signal,
    });
    const parsed = answerSchema.safeParse(answer);
    if (!parsed.success) return undefined;
    return parsed.data.changelog
      .filter(({ diffs }) =>
        diffs.some(
          ({ key, newValue }) => key === 'resolution' && newValue === 'FIXED',
        ),
      )
      .map(({ creationDate }) => creationDate)
      .sort()
      .at(-1);
  } catch (error) {
    // Gone since it was listed: what was listed still happened.
    if (isNotFoundError(error)) return undefined;
    throw error;
  }
}
