import type { JsonValue } from '@backstage/types';
import type { SprintFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import { instant } from './instant';

const itemSchema = z.object({
  project: z.string(),
  iteration: z.object({
    id: z.number(),
    name: z.string(),
    startDate: instant,
    finishDate: instant,
  }),
});

export function normalizeIteration(
  item: JsonValue,
  { baseUrl }: { baseUrl: string },
): NormalizeResult {
  return parseItem(itemSchema, item, ({ project, iteration }) => {
    const fact: SprintFact = {
      kind: 'sprint',
      externalId: String(iteration.id),
      url: `${baseUrl}/${encodeURIComponent(project)}/_sprints`,
      name: iteration.name,
      board: project,
      // Azure DevOps knows no state: an iteration ends with its last day.
      state: 'dated',
      startAt: iteration.startDate,
      endAt: DateTime.fromISO(iteration.finishDate, { zone: 'utc' })
        .startOf('day')
        .plus({ days: 1 })
        .toISO(),
    };
    return { result: 'ok', facts: [fact] };
  });
}
